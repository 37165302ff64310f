import type {
  ClaimFilter,
  OrganizationAccessView,
  OrganizationClaimView,
  OrganizationDiscrepancyView,
  OrganizationPeopleQueries,
} from '../../../application/organization/administrators/organization-people-queries.ts';
import type { CursorRequest, Page, PageRequest } from '../../../application/shared/page.ts';
import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { ORGANIZATION_ACCESS } from './organization-access-table.ts';
import { ORGANIZATION_CLAIM } from './organization-claim-table.ts';
import { ORGANIZATION_DISCREPANCY } from './organization-discrepancy-table.ts';

type PersonColumns = { email: string | null; name: string | null };
type DiscrepancyViewRow = OrganizationDiscrepancy &
  PersonColumns & {
    organization_id: OrganizationId | null;
    organization_name: string | null;
    named_id: OrganizationId | null;
    named_name: string | null;
  };

const named = (id: OrganizationId | null, name: string | null) =>
  id === null || name === null ? null : { id, name };
type ClaimViewRow = OrganizationClaim & PersonColumns & { organization_name: string };

export class PgOrganizationPeopleQueries implements OrganizationPeopleQueries {
  constructor(private readonly db: Queryable) {}

  async accesses(
    organizationId: OrganizationId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationAccessView>> {
    const { rows } = await this.db.query<PageRow<OrganizationAccess & PersonColumns>>(
      pageStatement({
        columns: `${ORGANIZATION_ACCESS.columns}, ${VERIFIED_EMAIL} AS email, u.name`,
        from: `organization_access a JOIN user_account u ON u.id = a.user_id
                WHERE a.organization_id = $1`,
        counted: 'organization_access a WHERE a.organization_id = $1',
        order: orderBy(order, { created_at: 'a.created_at' }, 'a.id'),
        limit: '$2',
        offset: '$3',
      }),
      [organizationId, size, (number - 1) * size],
    );
    return toPage(rows, (row) => ({
      ...ORGANIZATION_ACCESS.of(row),
      user: { id: row.userId, name: row.name, email: row.email },
    }));
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
    const { rows } = await this.db.query<PageRow<ClaimViewRow>>(
      pageStatement({
        columns: `${ORGANIZATION_CLAIM.columns}, ${VERIFIED_EMAIL} AS email, u.name, o.name AS organization_name`,
        from: `organization_claim c
                 JOIN user_account u ON u.id = c.user_id
                 JOIN organization o ON o.id = c.organization_id
                WHERE ${where}`,
        counted: `organization_claim c WHERE ${where}`,
        order: orderBy(order, { created_at: 'c.created_at' }, 'c.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, (row) => ({
      ...ORGANIZATION_CLAIM.of(row),
      user: { id: row.userId, name: row.name, email: row.email },
      organizationName: row.organization_name,
    }));
  }

  async discrepancies(request: CursorRequest<'created_at'>): Promise<Page<OrganizationDiscrepancyView>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const columns = { created_at: 'd.created_at' };
    const open = `organization_discrepancy d
      JOIN user_account u ON u.id = d.user_id
      LEFT JOIN organization_registration_id r ON r.value = d.registration_id`;
    const where = `WHERE d.status = 'open'
      AND (r.organization_id IS NULL OR r.organization_id IS DISTINCT FROM u.organization_id)`;
    const { rows } = await this.db.query<PageRow<DiscrepancyViewRow>>(
      pageStatement({
        columns: `${ORGANIZATION_DISCREPANCY.columns}, u.email, u.name, o.id AS organization_id,
                  o.name AS organization_name, n.id AS named_id, n.name AS named_name`,
        from: `${open}
          LEFT JOIN organization o ON o.id = u.organization_id
          LEFT JOIN organization n ON n.id = r.organization_id
          ${[where, ...afterPosition(request, columns, 'd.user_id', place)].join(' AND ')}`,
        counted: `${open} ${where}`,
        order: orderBy(order, columns, 'd.user_id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, (row) => ({
      ...ORGANIZATION_DISCREPANCY.of(row),
      user: { id: row.userId, name: row.name, email: row.email },
      organization: named(row.organization_id, row.organization_name),
      named: named(row.named_id, row.named_name),
    }));
  }
}
