import type { MailDomainAccessRepository } from '../../../application/mail-domain/mail-domain-access-repository.ts';
import type {
  MailDomainAccess,
  MailDomainRole,
  MailDomainStanding,
} from '../../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import {
  MAIL_DOMAIN_ACCESS_COLUMNS,
  type MailDomainAccessRow,
  toMailDomainAccess,
} from './mail-domain-access-row.ts';

const INSERT = `INSERT INTO mail_domain_access (id, mail_domain_id, user_id, role, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6)`;

const valuesOf = ({ id, mailDomainId, userId, role, createdAt, updatedAt }: MailDomainAccess): unknown[] => [
  id,
  mailDomainId,
  userId,
  role,
  createdAt,
  updatedAt,
];

export class PgMailDomainAccessRepository implements MailDomainAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent(access: MailDomainAccess): Promise<void> {
    await this.db.query(`${INSERT} ON CONFLICT (user_id, mail_domain_id) DO NOTHING`, valuesOf(access));
  }

  async find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccess | undefined> {
    const { rows } = await this.db.query<MailDomainAccessRow>(
      `SELECT ${MAIL_DOMAIN_ACCESS_COLUMNS} FROM mail_domain_access a WHERE a.mail_domain_id = $1 AND a.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailDomainAccess(rows[0]);
  }

  async standing(mailDomainId: MailDomainId, userId: UserId): Promise<MailDomainStanding> {
    const { rows } = await this.db.query<{ role: MailDomainRole | null; owners: number }>(
      `SELECT (SELECT a.role FROM mail_domain_access a WHERE a.mail_domain_id = $1 AND a.user_id = $2) AS role,
              (SELECT count(*)::int FROM mail_domain_access a WHERE a.mail_domain_id = $1 AND a.role = 'owner')
                AS owners`,
      [mailDomainId, userId],
    );
    return { role: rows[0]?.role ?? undefined, owners: rows[0]?.owners ?? 0 };
  }

  async insert(access: MailDomainAccess): Promise<void> {
    try {
      await this.db.query(INSERT, valuesOf(access));
    } catch (cause) {
      if (!violates(cause, 'mail_domain_access_user_domain_key')) throw cause;
      throw new DomainError('mail_domain_access.already_exists', 'The user has an access', { cause });
    }
  }

  async update({ id, role, updatedAt }: MailDomainAccess): Promise<void> {
    const statement = 'UPDATE mail_domain_access SET role = $2, updated_at = $3 WHERE id = $1';
    await this.db.query(statement, [id, role, updatedAt]);
  }

  async delete(id: MailDomainAccessId): Promise<void> {
    await this.db.query('DELETE FROM mail_domain_access WHERE id = $1', [id]);
  }
}
