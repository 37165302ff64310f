import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import type { MailboxBulkChangeId, MailDomainId } from '../../../domain/shared/ids.ts';

/** Bulk changes as they were requested. They go with their domain. */
export interface MailboxBulkChangeRepository {
  find(mailDomainId: MailDomainId, id: MailboxBulkChangeId): Promise<BulkChange | undefined>;
  /** The one of a domain that was asked for last, not before `since`. */
  findLatest(mailDomainId: MailDomainId, since: Date): Promise<BulkChange | undefined>;
  /** @throws DomainError `mailbox_bulk_change.id_taken` */
  insert(change: BulkChange): Promise<void>;
  /** Forgets those of a domain that were asked for before. */
  forget(mailDomainId: MailDomainId, before: Date): Promise<void>;
}
