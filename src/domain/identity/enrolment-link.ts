import { DomainError } from '../shared/errors.ts';
import type { EnrolmentLinkId, MailboxId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';

/** `used`; `replaced` by a newer link; `withdrawn` because the factors of the owner were reset since. */
export const ENROLMENT_LINK_ENDS = ['used', 'replaced', 'withdrawn'] as const;
export type EnrolmentLinkEnd = (typeof ENROLMENT_LINK_ENDS)[number];

/**
 * A link that an administrator gives the owner of a mailbox, who proves with it, beside their password, that they may enrol
 * their first second factor. It is useless without the password, and works once.
 */
export type EnrolmentLink = Readonly<{
  id: EnrolmentLinkId;
  mailboxId: MailboxId;
  /** Of the administrator who was given the link. */
  language: Language;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  end: EnrolmentLinkEnd | null;
}>;

/** The time to pass a link on, and to use it. */
export const ENROLMENT_LINK_LIFETIME_MS = 3 * 24 * 3600 * 1000;

/** A link as it is issued; those before it for the same mailbox end. */
export const newEnrolmentLink = (
  link: Pick<EnrolmentLink, 'id' | 'mailboxId' | 'language' | 'createdAt'>,
): EnrolmentLink => ({
  ...link,
  expiresAt: new Date(link.createdAt.getTime() + ENROLMENT_LINK_LIFETIME_MS),
  endedAt: null,
  end: null,
});

/**
 * Refuses a link that is over.
 *
 * @throws DomainError `enrolment_link.used`, `enrolment_link.replaced`, `enrolment_link.expired`
 */
export function ensureEnrolmentLinkLeads({ end, endedAt, expiresAt }: EnrolmentLink, now: Date): void {
  if (end === 'used') throw new DomainError('enrolment_link.used', 'The link was used');
  if (endedAt !== null) throw new DomainError('enrolment_link.replaced', `The link ended: ${end}`);
  if (now >= expiresAt) throw new DomainError('enrolment_link.expired', 'The time of the link is over');
}
