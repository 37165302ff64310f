import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import type { MailboxBulkChangeId, MailDomainId } from '../../../domain/shared/ids.ts';

/** A bulk change without its rows, of which it has the number. */
export type BulkChangeSummary = Pick<BulkChange, 'id' | 'action' | 'askedAt'> & { readonly count: number };

/** Bulk changes as they were requested. They go with their domain. */
export interface MailboxBulkChangeRepository {
  find(mailDomainId: MailDomainId, id: MailboxBulkChangeId): Promise<BulkChange | undefined>;
  /** The one of a domain that was asked for last, not before `since`. */
  findLatest(mailDomainId: MailDomainId, since: Date): Promise<BulkChangeSummary | undefined>;
  /** @throws DomainError `mailbox_bulk_change.id_taken` */
  insert(change: BulkChange): Promise<void>;
  /** Forgets those of all domains that were asked for before. */
  forget(before: Date): Promise<void>;
}
