import type {
  MailAliasChangeKey,
  MailAliasChangeRepository,
} from '../../../application/alias/mail-alias-repository.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = {
  id: MailAliasChangeId;
  mail_domain_id: MailDomainId;
  kind: MailAliasChange['kind'];
  local_part: string;
  destination: string | null;
  progress: MailAliasChange['progress'];
  author: MailAliasChange['author'];
  created_at: Date;
  updated_at: Date;
};

const COLUMNS = `c.id, c.mail_domain_id, c.kind, c.local_part, c.destination, c.progress, c.author, c.created_at,
  c.updated_at`;

const toChange = (row: Row): MailAliasChange => ({
  id: row.id,
  mailDomainId: row.mail_domain_id,
  kind: row.kind,
  localPart: row.local_part,
  destination: row.destination,
  // Those opened by former releases counted no attempts.
  progress:
    row.progress.state === 'open' ? { ...row.progress, attempts: row.progress.attempts ?? 0 } : row.progress,
  author: row.author,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export class PgMailAliasChangeRepository implements MailAliasChangeRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.#one(id, '');
  }

  async lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.#one(id, 'FOR UPDATE');
  }

  async lockOpen(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAliasChange[]> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM mail_alias_change c
        WHERE c.mail_domain_id = $1 AND c.local_part = $2 AND c.progress->>'state' = 'open'
        ORDER BY c.created_at, c.id FOR UPDATE`,
      [mailDomainId, localPart],
    );
    return rows.map(toChange);
  }

  async insertOrFind(change: MailAliasChange): Promise<MailAliasChange> {
    // One that is in the way may be gone by the time it is looked for: then there is room.
    for (;;) {
      const { rowCount } = await this.db.query(
        `INSERT INTO mail_alias_change
           (id, mail_domain_id, kind, local_part, destination, progress, author, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (mail_domain_id, local_part, kind, coalesce(destination, '')) DO NOTHING`,
        [
          change.id,
          change.mailDomainId,
          change.kind,
          change.localPart,
          change.destination,
          change.progress,
          change.author,
          change.createdAt,
          change.updatedAt,
        ],
      );
      const stored = rowCount === 1 ? change : await this.#findByKey(change);
      if (stored) return stored;
    }
  }

  async update({ id, progress, updatedAt }: MailAliasChange): Promise<void> {
    const statement = 'UPDATE mail_alias_change SET progress = $2, updated_at = $3 WHERE id = $1';
    await this.db.query(statement, [id, progress, updatedAt]);
  }

  async delete(id: MailAliasChangeId): Promise<void> {
    await this.db.query('DELETE FROM mail_alias_change WHERE id = $1', [id]);
  }

  async #one(id: MailAliasChangeId, locking: string): Promise<MailAliasChange | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM mail_alias_change c WHERE c.id = $1 ${locking}`,
      [id],
    );
    return rows[0] && toChange(rows[0]);
  }

  async #findByKey({ mailDomainId, kind, localPart, destination }: MailAliasChangeKey) {
    const { rows } = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM mail_alias_change c
        WHERE c.mail_domain_id = $1 AND c.local_part = $2 AND c.kind = $3
          AND coalesce(c.destination, '') = coalesce($4, '')`,
      [mailDomainId, localPart, kind, destination],
    );
    return rows[0] && toChange(rows[0]);
  }
}
