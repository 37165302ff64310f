import type { OrganizationQueries, OrganizationView } from '../../application/ports/queries.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-row.ts';
import type { Queryable } from './sql.ts';

export class PgOrganizationQueries implements OrganizationQueries {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationId, userId: UserId): Promise<OrganizationView | undefined> {
    const { rows } = await this.db.query<OrganizationRow & { role: OrganizationRole | null }>(
      `SELECT ${ORGANIZATION_COLUMNS}, a.role
         FROM organization o LEFT JOIN organization_access a ON a.organization_id = o.id AND a.user_id = $2
        WHERE o.id = $1`,
      [id, userId],
    );
    return rows[0] && { organization: toOrganization(rows[0]), role: rows[0].role ?? undefined };
  }
}
