import type { EnrolmentLink, EnrolmentLinkEnd } from '../../../domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId, MailboxId } from '../../../domain/shared/ids.ts';

/** Links are found by the hash of their token alone. A mailbox has at most one that has not ended. */
export interface EnrolmentLinkRepository {
  /** Throws when its mailbox has one that has not ended: see `endOf`. */
  insert(link: EnrolmentLink): Promise<void>;
  find(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined>;
  /** The link, kept from other writers until the end of the transaction. */
  lock(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined>;
  /** Ends the one of that mailbox that has not ended, if there is one. */
  endOf(mailboxId: MailboxId, end: EnrolmentLinkEnd, at: Date): Promise<void>;
  /** Deletes those that expired before that moment, and returns how many. */
  forgetExpired(before: Date): Promise<number>;
}
