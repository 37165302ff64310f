import type {
  ClaimFilter,
  OrganizationAccessView,
  OrganizationClaimView,
  OrganizationPeopleQueries,
} from '../../application/ports/organization-people-queries.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import {
  ORGANIZATION_ACCESS_COLUMNS,
  ORGANIZATION_CLAIM_COLUMNS,
  type OrganizationAccessRow,
  type OrganizationClaimRow,
  toOrganizationAccess,
  toOrganizationClaim,
} from './organization-people-rows.ts';
import { orderBy, type Queryable } from './sql.ts';

type PersonColumns = { email: string | null; name: string | null };
type ClaimViewRow = OrganizationClaimRow & PersonColumns & { organization_name: string };

export class PgOrganizationPeopleQueries implements OrganizationPeopleQueries {
  constructor(private readonly db: Queryable) {}

  async accesses(
    organizationId: OrganizationId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationAccessView>> {
    const total = await this.#count('organization_access a WHERE a.organization_id = $1', [organizationId]);
    const { rows } = await this.db.query<OrganizationAccessRow & PersonColumns>(
      `SELECT ${ORGANIZATION_ACCESS_COLUMNS}, u.email, u.name
         FROM organization_access a JOIN user_account u ON u.id = a.user_id
        WHERE a.organization_id = $1
        ORDER BY ${orderBy(order, { created_at: 'a.created_at' }, 'a.id')} LIMIT $2 OFFSET $3`,
      [organizationId, size, (number - 1) * size],
    );
    const items = rows.map((row) => ({
      ...toOrganizationAccess(row),
      user: { id: row.user_id, name: row.name, email: row.email },
    }));
    return { total, items };
  }

  async claims(
    { status, organizationId, userId }: ClaimFilter,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationClaimView>> {
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = ['true'];
    if (status !== undefined) conditions.push(`c.status = ${place(status)}`);
    if (organizationId !== undefined) conditions.push(`c.organization_id = ${place(organizationId)}`);
    if (userId !== undefined) conditions.push(`c.user_id = ${place(userId)}`);
    const where = conditions.join(' AND ');
    const total = await this.#count(`organization_claim c WHERE ${where}`, [...values]);
    const { rows } = await this.db.query<ClaimViewRow>(
      `SELECT ${ORGANIZATION_CLAIM_COLUMNS}, u.email, u.name, o.name AS organization_name
         FROM organization_claim c
         JOIN user_account u ON u.id = c.user_id
         JOIN organization o ON o.id = c.organization_id
        WHERE ${where}
        ORDER BY ${orderBy(order, { created_at: 'c.created_at' }, 'c.id')}
        LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    const items = rows.map((row) => ({
      ...toOrganizationClaim(row),
      user: { id: row.user_id, name: row.name, email: row.email },
      organizationName: row.organization_name,
    }));
    return { total, items };
  }

  async #count(from: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM ${from}`,
      values,
    );
    return rows[0]?.total ?? 0;
  }
}
