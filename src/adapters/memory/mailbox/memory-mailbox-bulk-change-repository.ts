import type {
  BulkChangeSummary,
  MailboxBulkChangeRepository,
} from '../../../application/mailbox/bulk/mailbox-bulk-change-repository.ts';
import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxBulkChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { pick } from '../engine/pick.ts';

export class MemoryMailboxBulkChangeRepository implements MailboxBulkChangeRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(mailDomainId: MailDomainId, id: MailboxBulkChangeId): Promise<BulkChange | undefined> {
    const found = this.tables.mailboxBulkChanges.find(id);
    return found?.mailDomainId === mailDomainId ? found : undefined;
  }

  async findLatest(mailDomainId: MailDomainId, since: Date): Promise<BulkChangeSummary | undefined> {
    const latest = this.tables.mailboxBulkChanges
      .all((change) => change.mailDomainId === mailDomainId && change.askedAt >= since)
      .sort(
        ascending(
          ({ askedAt }) => askedAt,
          ({ id }) => id,
        ),
      )
      .at(-1);
    return latest && { ...pick(latest, 'id', 'action', 'askedAt'), count: latest.rows.length };
  }

  async insert(change: BulkChange): Promise<void> {
    if (this.tables.mailboxBulkChanges.find(change.id)) {
      throw new DomainError('mailbox_bulk_change.id_taken', 'Another bulk change has this id');
    }
    this.tables.mailboxBulkChanges.insert(change);
  }

  async forget(before: Date): Promise<void> {
    this.tables.mailboxBulkChanges.remove(({ askedAt }) => askedAt < before);
  }
}
