import type {
  Page,
  PageRequest,
  ServiceProviderFilter,
  ServiceProviderOrderField,
  ServiceProviderQueries,
} from '../../application/ports/queries.ts';
import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../domain/shared/ids.ts';
import {
  SERVICE_PROVIDER_COLUMNS,
  type ServiceProviderRow,
  toServiceProvider,
} from './service-provider-row.ts';
import { orderBy, type Queryable } from './sql.ts';

const FROM = `FROM service_provider p JOIN organization_service_provider l ON l.service_provider_id = p.id
  WHERE l.organization_id = $1`;
const ORDER = { name: 'p.name', created_at: 'p.created_at' } as const;

function conditions({ name, audienceId }: ServiceProviderFilter, values: unknown[]): string {
  const named =
    name === undefined
      ? ''
      : `AND lower(p.name) LIKE '%' || regexp_replace(lower($${values.push(name)}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
  return `${named} ${audienceId === undefined ? '' : `AND p.audience_id = $${values.push(audienceId)}`}`;
}

export class PgServiceProviderQueries implements ServiceProviderQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    organizationId: OrganizationId,
    filter: ServiceProviderFilter,
    { number, size, order }: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const values: unknown[] = [organizationId];
    const filtered = `${FROM} ${conditions(filter, values)}`;
    const counted = await this.db.query<{ total: number }>(`SELECT count(*)::int AS total ${filtered}`, [
      ...values,
    ]);
    const limit = `LIMIT $${values.push(size)} OFFSET $${values.push((number - 1) * size)}`;
    const { rows } = await this.db.query<ServiceProviderRow>(
      `SELECT ${SERVICE_PROVIDER_COLUMNS} ${filtered} ORDER BY ${orderBy(order, ORDER, 'p.id')} ${limit}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toServiceProvider) };
  }

  async find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    const { rows } = await this.db.query<ServiceProviderRow>(
      `SELECT ${SERVICE_PROVIDER_COLUMNS} ${FROM} AND p.id = $2`,
      [organizationId, id],
    );
    return rows[0] && toServiceProvider(rows[0]);
  }
}
