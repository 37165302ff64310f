import type { MailDomain } from '../mail-domain/mail-domain.ts';
import { type Mailbox, outsideAddress } from '../mailbox/mailbox.ts';
import { isSameEmail } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import type { MailboxId, PasswordLinkId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';

/**
 * What a link is for: `first`, an administrator invites the owner to choose a password; `forgotten`, somebody asked for it
 * on our page; `handed_over`, an administrator passes it on, where there is no address to mail it to.
 */
export const PASSWORD_LINK_PURPOSES = ['first', 'forgotten', 'handed_over'] as const;
export type PasswordLinkPurpose = (typeof PASSWORD_LINK_PURPOSES)[number];

/** `used`; `replaced` by a newer link; `password_changed` in another way. */
export const PASSWORD_LINK_ENDS = ['used', 'replaced', 'password_changed'] as const;
export type PasswordLinkEnd = (typeof PASSWORD_LINK_ENDS)[number];

/** A link with which the owner of a mailbox chooses the password of their identity, once. */
export type PasswordLink = Readonly<{
  id: PasswordLinkId;
  mailboxId: MailboxId;
  purpose: PasswordLinkPurpose;
  /** The address it was mailed to; null when it was handed over. */
  recipient: string | null;
  language: Language;
  createdAt: Date;
  /** A mailed one: counted from when the mail server was last handed the mail. */
  expiresAt: Date;
  endedAt: Date | null;
  end: PasswordLinkEnd | null;
}>;

/** How long links of each purpose can be used, in milliseconds. */
export type PasswordLinkLifetimes = Readonly<Record<PasswordLinkPurpose, number>>;

/** When a link that is mailed or handed over at `from` ends. */
export const endOfPasswordLink = (
  purpose: PasswordLinkPurpose,
  from: Date,
  lifetimes: PasswordLinkLifetimes,
): Date => new Date(from.getTime() + lifetimes[purpose]);

/** A link as it is issued; those before it for the same mailbox end. */
export const newPasswordLink = (
  link: Pick<PasswordLink, 'id' | 'mailboxId' | 'purpose' | 'recipient' | 'language' | 'createdAt'>,
  lifetimes: PasswordLinkLifetimes,
): PasswordLink => ({
  ...link,
  expiresAt: endOfPasswordLink(link.purpose, link.createdAt, lifetimes),
  endedAt: null,
  end: null,
});

/** Whether it still lets its bearer choose a password, as far as the link alone tells. */
export const isPasswordLinkOpen = ({ endedAt, expiresAt }: PasswordLink, now: Date): boolean =>
  endedAt === null && now < expiresAt;

/**
 * Refuses a link that is over, or whose mailbox is no longer that of the person it was sent to.
 *
 * @throws DomainError `password_link.used`, `password_link.replaced`, `password_link.expired`; `password_link.not_found`
 *   where the mailbox has another secondary address by now, or none
 */
export function ensurePasswordLinkLeads(
  link: PasswordLink,
  mailbox: Mailbox,
  { name }: Pick<MailDomain, 'name'>,
  now: Date,
): void {
  const address = outsideAddress(mailbox, name);
  const isOthers =
    address === null || link.recipient === null
      ? address !== link.recipient
      : !isSameEmail(address, link.recipient);
  if (isOthers) throw new DomainError('password_link.not_found', 'The mailbox has another owner by now');
  if (link.end === 'used') throw new DomainError('password_link.used', 'The link was used');
  if (link.endedAt !== null) throw new DomainError('password_link.replaced', `The link ended: ${link.end}`);
  if (!isPasswordLinkOpen(link, now)) {
    throw new DomainError('password_link.expired', 'The time of the link is over');
  }
}
