import type { MailDomainAccessRepository } from '../../../application/mail-domain/mail-domain-access-repository.ts';
import type {
  MailDomainAccess,
  MailDomainRole,
  MailDomainStanding,
} from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAIL_DOMAIN_ACCESS } from './mail-domain-access-table.ts';

export class PgMailDomainAccessRepository implements MailDomainAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent(access: MailDomainAccess): Promise<void> {
    await MAIL_DOMAIN_ACCESS.insertUnlessTaken(this.db, access, '(user_id, mail_domain_id)');
  }

  async find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccess | undefined> {
    return MAIL_DOMAIN_ACCESS.first(this.db, 'WHERE a.mail_domain_id = $1 AND a.id = $2', [mailDomainId, id]);
  }

  async listOwners(mailDomainId: MailDomainId): Promise<readonly UserId[]> {
    const { rows } = await this.db.query<{ id: UserId }>(
      `SELECT user_id AS id FROM mail_domain_access WHERE mail_domain_id = $1 AND role = 'owner'`,
      [mailDomainId],
    );
    return rows.map(({ id }) => id);
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
    await MAIL_DOMAIN_ACCESS.insert(this.db, access);
  }

  async update(access: MailDomainAccess): Promise<void> {
    await MAIL_DOMAIN_ACCESS.update(this.db, access);
  }

  async delete(id: MailDomainAccessId): Promise<void> {
    await MAIL_DOMAIN_ACCESS.delete(this.db, id);
  }
}
