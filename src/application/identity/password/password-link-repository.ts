import type { PasswordLink, PasswordLinkEnd } from '../../../domain/identity/password-link.ts';
import type { MailboxId, PasswordLinkId } from '../../../domain/shared/ids.ts';

/** Links are found by the hash of their token alone. A mailbox has at most one that has not ended. */
export interface PasswordLinkRepository {
  /** Throws when a mailbox has one that has not ended: see `endAllOf`. */
  insertMany(links: readonly PasswordLink[]): Promise<void>;
  find(id: PasswordLinkId): Promise<PasswordLink | undefined>;
  /** The link, kept from other writers until the end of the transaction. */
  lock(id: PasswordLinkId): Promise<PasswordLink | undefined>;
  /** Those of these mailboxes that have not ended, expired ones included, in no order. */
  listNotEnded(mailboxIds: readonly MailboxId[]): Promise<readonly PasswordLink[]>;
  /** Ends those of these mailboxes that have not ended. */
  endAllOf(mailboxIds: readonly MailboxId[], end: PasswordLinkEnd, at: Date): Promise<void>;
  /** Moves the expiry of one that has not ended; false when there is none such. */
  extend(id: PasswordLinkId, expiresAt: Date): Promise<boolean>;
  /** Deletes those that expired before that moment, and returns how many. */
  forgetExpired(before: Date): Promise<number>;
}
