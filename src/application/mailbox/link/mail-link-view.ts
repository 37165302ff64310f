import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { type Mailbox, mailboxAddress, outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { isMailLinkOver, type MailLink } from '../../../domain/notification/mail-link.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailLinkId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import type { Repositories } from '../../unit-of-work.ts';

export type MailLinkStores = Pick<Repositories, 'mailLinks' | 'mailboxes' | 'mailDomains'>;

/** What our page may say of a link: never the password itself. */
export type MailLinkView = Readonly<{
  address: string;
  expiresAt: Date;
  /** Of the mail. */
  language: Language;
  opensWebmail: boolean;
  /** `waiting` to be shown, `shown`; `unreadable` when no key opens it; undefined where there never was one. */
  password: 'waiting' | 'shown' | 'unreadable' | undefined;
}>;

/** A link that leads somewhere, with the mailbox it is about. */
export type LiveMailLink = Readonly<{ link: MailLink; mailbox: Mailbox; mailDomain: MailDomain }>;

export const viewOf = ({ link, mailbox, mailDomain }: LiveMailLink): MailLinkView => ({
  address: mailboxAddress(mailbox.localPart, mailDomain.name),
  expiresAt: link.expiresAt,
  language: link.language,
  opensWebmail: link.loginsLeft > 0,
  password: stateOf(link),
});

function stateOf({ password, passwordShownAt }: MailLink): MailLinkView['password'] {
  if (isUnreadable(password)) return 'unreadable';
  if (password !== null) return 'waiting';
  return passwordShownAt === null ? undefined : 'shown';
}

/**
 * The present link, locked when `locks`.
 *
 * @throws DomainError `mail_link.not_found` when no link has that token, or its mailbox is disabled or has another owner
 *   by now; `mail_link.expired`
 */
export async function liveMailLink(
  { mailLinks, mailboxes, mailDomains }: MailLinkStores,
  id: MailLinkId,
  { now, locks }: { readonly now: Date; readonly locks: boolean },
): Promise<LiveMailLink> {
  const link = locks ? await mailLinks.lock(id) : await mailLinks.find(id);
  const mailbox = link && (await mailboxes.find(link.mailboxId));
  const mailDomain = mailbox && (await mailDomains.find(mailbox.mailDomainId));
  if (!mailDomain) throw new DomainError('mail_link.not_found', 'No such link');
  const isOff = mailbox.status !== 'enabled' || mailDomain.status === 'disabled';
  const isOthers = !isSameEmail(outsideAddress(mailbox, mailDomain.name) ?? '', link.recipient);
  if (isOff || isOthers) throw new DomainError('mail_link.not_found', 'The link leads nowhere any more');
  if (isMailLinkOver(link, now)) throw new DomainError('mail_link.expired', 'The time of the link is over');
  return { link, mailbox, mailDomain };
}
