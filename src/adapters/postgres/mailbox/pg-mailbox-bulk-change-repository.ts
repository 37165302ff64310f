import type {
  BulkChangeSummary,
  MailboxBulkChangeRepository,
} from '../../../application/mailbox/bulk/mailbox-bulk-change-repository.ts';
import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxBulkChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAILBOX_BULK_CHANGE } from './mailbox-bulk-change-table.ts';

export class PgMailboxBulkChangeRepository implements MailboxBulkChangeRepository {
  constructor(private readonly db: Queryable) {}

  find(mailDomainId: MailDomainId, id: MailboxBulkChangeId): Promise<BulkChange | undefined> {
    return MAILBOX_BULK_CHANGE.first(this.db, 'WHERE c.id = $1 AND c.mail_domain_id = $2', [
      id,
      mailDomainId,
    ]);
  }

  async findLatest(mailDomainId: MailDomainId, since: Date): Promise<BulkChangeSummary | undefined> {
    const { rows } = await this.db.query<BulkChangeSummary>(
      `SELECT c.id, c.action, c.asked_at AS "askedAt", jsonb_array_length(c.mailboxes) AS count
         FROM mailbox_bulk_change c WHERE c.mail_domain_id = $1 AND c.asked_at >= $2
        ORDER BY c.asked_at DESC, c.id DESC LIMIT 1`,
      [mailDomainId, since],
    );
    return rows[0];
  }

  async insert(change: BulkChange): Promise<void> {
    const isNew = await MAILBOX_BULK_CHANGE.insertUnlessTaken(this.db, change, '(id)');
    if (!isNew) throw new DomainError('mailbox_bulk_change.id_taken', 'Another bulk change has this id');
  }

  async forget(before: Date): Promise<void> {
    await this.db.query('DELETE FROM mailbox_bulk_change WHERE asked_at < $1', [before]);
  }
}
