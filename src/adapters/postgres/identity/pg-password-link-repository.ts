import type { PasswordLinkRepository } from '../../../application/identity/password/password-link-repository.ts';
import type { PasswordLink, PasswordLinkEnd } from '../../../domain/identity/password-link.ts';
import type { MailboxId, PasswordLinkId } from '../../../domain/shared/ids.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { Queryable } from '../engine/sql.ts';
import { PASSWORD_LINK } from './password-link-table.ts';

const INSERT = `INSERT INTO password_link (${PASSWORD_LINK.names})
  SELECT ${PASSWORD_LINK.given} FROM ${PASSWORD_LINK.recordset}`;

export class PgPasswordLinkRepository implements PasswordLinkRepository {
  constructor(private readonly db: Queryable) {}

  async insertMany(links: readonly PasswordLink[]): Promise<void> {
    if (links.length > 0) await this.db.query(INSERT, [PASSWORD_LINK.toJson(links)]);
  }

  find(id: PasswordLinkId): Promise<PasswordLink | undefined> {
    return PASSWORD_LINK.first(this.db, 'WHERE l.id = $1', [id]);
  }

  lock(id: PasswordLinkId): Promise<PasswordLink | undefined> {
    return PASSWORD_LINK.first(this.db, 'WHERE l.id = $1 FOR UPDATE', [id]);
  }

  async listNotEnded(mailboxIds: readonly MailboxId[]): Promise<readonly PasswordLink[]> {
    if (mailboxIds.length === 0) return [];
    const wanted = 'WHERE l.mailbox_id = ANY ($1::uuid[]) AND l.ended_at IS NULL';
    return PASSWORD_LINK.all(this.db, wanted, [mailboxIds]);
  }

  async endAllOf(mailboxIds: readonly MailboxId[], end: PasswordLinkEnd, at: Date): Promise<void> {
    if (mailboxIds.length === 0) return;
    await this.db.query(
      `UPDATE password_link SET ended_at = $2, end_reason = $3
        WHERE mailbox_id = ANY ($1::uuid[]) AND ended_at IS NULL`,
      [mailboxIds, at, end],
    );
  }

  async extend(id: PasswordLinkId, expiresAt: Date): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'UPDATE password_link SET expires_at = $2 WHERE id = $1 AND ended_at IS NULL',
      [id, expiresAt],
    );
    return rowCount === 1;
  }

  forgetExpired(before: Date): Promise<number> {
    return repeatBatch(
      this.db,
      `DELETE FROM password_link WHERE id IN (
         SELECT l.id FROM password_link l WHERE l.expires_at < $1 LIMIT $2)`,
      [before],
    );
  }
}
