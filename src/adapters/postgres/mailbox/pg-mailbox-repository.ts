import type { MailboxRepository } from '../../../application/mailbox/mailbox-repository.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAILBOX } from './mailbox-table.ts';

/** Whether `m` has the first and last name at `$3` and `$4`. */
const SAME_NAMES = '(lower(m.first_name) = lower($3) AND lower(m.last_name) = lower($4))';

export class PgMailboxRepository implements MailboxRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailboxId): Promise<Mailbox | undefined> {
    return MAILBOX.first(this.db, 'WHERE m.id = $1', [id]);
  }

  async lock(id: MailboxId): Promise<Mailbox | undefined> {
    return MAILBOX.first(this.db, 'WHERE m.id = $1 FOR UPDATE', [id]);
  }

  async findMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    if (ids.length === 0) return [];
    return MAILBOX.all(this.db, 'WHERE m.id = ANY ($1::uuid[])', [ids]);
  }

  async lockMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    if (ids.length === 0) return [];
    return MAILBOX.all(this.db, 'WHERE m.id = ANY ($1::uuid[]) ORDER BY m.id FOR UPDATE', [ids]);
  }

  async lockManyOf(mailDomainId: MailDomainId, ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    if (ids.length === 0) return [];
    const condition = 'WHERE m.mail_domain_id = $1 AND m.id = ANY ($2::uuid[]) ORDER BY m.id FOR UPDATE';
    return MAILBOX.all(this.db, condition, [mailDomainId, ids]);
  }

  async insert(mailbox: Mailbox): Promise<void> {
    await MAILBOX.insert(this.db, mailbox);
  }

  async insertAbsent(mailboxes: readonly Mailbox[]): Promise<readonly MailboxId[]> {
    return MAILBOX.insertAbsent<MailboxId>(this.db, mailboxes);
  }

  async listByLocalParts(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly Mailbox[]> {
    const condition = 'WHERE m.mail_domain_id = $1 AND m.local_part = ANY ($2::text[])';
    return MAILBOX.all(this.db, condition, [mailDomainId, localParts]);
  }

  async listAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly Mailbox[]> {
    const following = `WHERE m.mail_domain_id = $1 AND ($2::text IS NULL OR m.local_part > $2)
      ORDER BY m.local_part LIMIT $3`;
    return MAILBOX.all(this.db, following, [mailDomainId, localPart, limit]);
  }

  async update(mailbox: Mailbox): Promise<void> {
    await MAILBOX.update(this.db, mailbox);
  }

  async updateMany(mailboxes: readonly Mailbox[]): Promise<void> {
    await MAILBOX.updateMany(this.db, mailboxes);
  }

  async findNamesake({ mailDomainId, id, firstName, lastName }: Mailbox): Promise<Mailbox | undefined> {
    const namesake = `WHERE m.mail_domain_id = $1 AND m.id <> $2
        AND lower(btrim(m.first_name || ' ' || m.last_name)) = lower(btrim($3 || ' ' || $4))
        AND btrim(m.first_name || ' ' || m.last_name) <> ''
        AND (m.status IN ('pending', 'enabled') OR ${SAME_NAMES})
      ORDER BY ${SAME_NAMES} DESC, m.id LIMIT 1`;
    return MAILBOX.first(this.db, namesake, [mailDomainId, id, firstName, lastName]);
  }

  async delete(id: MailboxId): Promise<void> {
    await MAILBOX.delete(this.db, id);
  }

  async deleteMany(ids: readonly MailboxId[]): Promise<void> {
    if (ids.length > 0) await this.db.query('DELETE FROM mailbox WHERE id = ANY ($1::uuid[])', [ids]);
  }

  async listPending(mailDomainId: MailDomainId): Promise<readonly MailboxId[]> {
    const { rows } = await this.db.query<{ id: MailboxId }>(
      `SELECT m.id FROM mailbox m WHERE m.mail_domain_id = $1 AND m.status = 'pending' ORDER BY m.created_at, m.id`,
      [mailDomainId],
    );
    return rows.map(({ id }) => id);
  }

  async listStalled(before: Date, limit: number): Promise<readonly Pick<Mailbox, 'id' | 'mailDomainId'>[]> {
    const { rows } = await this.db.query<{ id: MailboxId; mail_domain_id: MailDomainId }>(
      `SELECT m.id, m.mail_domain_id FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
        WHERE m.status = 'pending' AND d.status = 'enabled' AND m.updated_at < $1
        ORDER BY m.created_at, m.id LIMIT $2`,
      [before, limit],
    );
    return rows.map(({ id, mail_domain_id: mailDomainId }) => ({ id, mailDomainId }));
  }
}
