import type { PersonQueries, PersonView } from '../../application/ports/queries.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-row.ts';
import type { Queryable } from './sql.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

type Facts = { manages_team: boolean; has_mail_domain: boolean };
type Row = UserRow & Facts & (OrganizationRow | { id: null });

const hasOrganization = (row: Row): row is UserRow & Facts & OrganizationRow & { id: OrganizationId } =>
  row.id !== null;

export class PgPersonQueries implements PersonQueries {
  constructor(private readonly db: Queryable) {}

  async find(userId: UserId): Promise<PersonView | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${USER_COLUMNS}, ${ORGANIZATION_COLUMNS},
              EXISTS (SELECT FROM team_access a
                       WHERE a.user_id = u.id AND a.role IN ('owner', 'administrator')) AS manages_team,
              EXISTS (SELECT FROM mail_domain_access a WHERE a.user_id = u.id) AS has_mail_domain
         FROM user_account u LEFT JOIN organization o ON o.id = u.organization_id
        WHERE u.id = $1`,
      [userId],
    );
    const [row] = rows;
    if (!row) return undefined;
    return {
      user: toUser(row),
      organization: hasOrganization(row) ? toOrganization(row) : undefined,
      managesTeam: row.manages_team,
      hasMailDomain: row.has_mail_domain,
    };
  }
}
