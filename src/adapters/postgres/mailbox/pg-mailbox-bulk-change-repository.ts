import type { MailboxBulkChangeRepository } from '../../../application/mailbox/bulk/mailbox-bulk-change-repository.ts';
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

  findLatest(mailDomainId: MailDomainId, since: Date): Promise<BulkChange | undefined> {
    const latest =
      'WHERE c.mail_domain_id = $1 AND c.asked_at >= $2 ORDER BY c.asked_at DESC, c.id DESC LIMIT 1';
    return MAILBOX_BULK_CHANGE.first(this.db, latest, [mailDomainId, since]);
  }

  async insert(change: BulkChange): Promise<void> {
    const isNew = await MAILBOX_BULK_CHANGE.insertUnlessTaken(this.db, change, '(id)');
    if (!isNew) throw new DomainError('mailbox_bulk_change.id_taken', 'Another bulk change has this id');
  }

  async forget(mailDomainId: MailDomainId, before: Date): Promise<void> {
    await this.db.query('DELETE FROM mailbox_bulk_change WHERE mail_domain_id = $1 AND asked_at < $2', [
      mailDomainId,
      before,
    ]);
  }
}
