import type {
  Page,
  PageRequest,
  ServiceProviderFilter,
  ServiceProviderOrderField,
  ServiceProviderQueries,
} from '../../application/ports/queries.ts';
import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from './page-statement.ts';
import {
  SERVICE_PROVIDER_COLUMNS,
  type ServiceProviderRow,
  toServiceProvider,
} from './service-provider-row.ts';
import { orderBy, type Queryable } from './sql.ts';

const FROM = `service_provider p JOIN organization_service_provider l ON l.service_provider_id = p.id
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
    const { rows } = await this.db.query<PageRow<ServiceProviderRow>>(
      pageStatement({
        columns: SERVICE_PROVIDER_COLUMNS,
        from: `${FROM} ${conditions(filter, values)}`,
        order: orderBy(order, ORDER, 'p.id'),
        limit: `$${values.push(size)}`,
        offset: `$${values.push((number - 1) * size)}`,
      }),
      values,
    );
    return toPage(rows, toServiceProvider);
  }

  async find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    const { rows } = await this.db.query<ServiceProviderRow>(
      `SELECT ${SERVICE_PROVIDER_COLUMNS} FROM ${FROM} AND p.id = $2`,
      [organizationId, id],
    );
    return rows[0] && toServiceProvider(rows[0]);
  }
}
