import type {
  MailDomainAccessRepository,
  TeamAccessRepository,
} from '../../application/ports/access-repositories.ts';
import type { MailDomainAccess } from '../../domain/mail/mail-domain-access.ts';
import type { TeamAccess } from '../../domain/team/team-access.ts';
import type { Queryable } from './sql.ts';

export class PgTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent({ id, teamId, userId, role, createdAt, updatedAt }: TeamAccess): Promise<void> {
    await this.db.query(
      `INSERT INTO team_access (id, team_id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, team_id) DO NOTHING`,
      [id, teamId, userId, role, createdAt, updatedAt],
    );
  }
}

export class PgMailDomainAccessRepository implements MailDomainAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent(access: MailDomainAccess): Promise<void> {
    const { id, mailDomainId, userId, role, createdAt, updatedAt } = access;
    await this.db.query(
      `INSERT INTO mail_domain_access (id, mail_domain_id, user_id, role, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id, mail_domain_id) DO NOTHING`,
      [id, mailDomainId, userId, role, createdAt, updatedAt],
    );
  }
}
