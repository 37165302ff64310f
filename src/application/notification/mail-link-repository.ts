import type { MailLink } from '../../domain/notification/mail-link.ts';
import type { MailboxId, MailLinkId } from '../../domain/shared/ids.ts';

/** Links are found by the hash of their token alone. Implementations keep passwords unreadable at rest. */
export interface MailLinkRepository {
  insertMany(links: readonly MailLink[]): Promise<void>;
  find(id: MailLinkId): Promise<MailLink | undefined>;
  /** The link, kept from other writers until the end of the transaction. */
  lock(id: MailLinkId): Promise<MailLink | undefined>;
  /** Replaces what is left of the link: logins, the password (unless it is unreadable) and when it was shown. */
  update(link: MailLink): Promise<void>;
  /** Moves the end of a link; false when there is none such. */
  extend(id: MailLinkId, expiresAt: Date): Promise<boolean>;
  /** Erases passwords that wait to be shown for these mailboxes: they have others now. */
  erasePasswords(mailboxIds: readonly MailboxId[]): Promise<void>;
  /** Deletes links that ended before that moment, and returns how many. */
  forgetEnded(before: Date): Promise<number>;
}
