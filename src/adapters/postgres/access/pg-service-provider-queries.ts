import type {
  ServiceProviderFilter,
  ServiceProviderOrderField,
  ServiceProviderQueries,
} from '../../../application/access/service-provider/service-provider-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { SERVICE_PROVIDER } from './service-provider-table.ts';

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
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const values: unknown[] = [organizationId];
    return this.#page(`${FROM} ${conditions(filter, values)}`, values, request);
  }

  async registered(
    search: Searched | undefined,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const values: unknown[] = [];
    const text = "search_text(p.name || E'\\x01' || p.audience_id)";
    const found = foundBy(text, search, (value) => `$${values.push(value)}`);
    return this.#page(`service_provider p WHERE ${['true', ...found].join(' AND ')}`, values, request);
  }

  async find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    const { rows } = await this.db.query<ServiceProvider>(
      `SELECT ${SERVICE_PROVIDER.columns} FROM ${FROM} AND p.id = $2`,
      [organizationId, id],
    );
    return rows[0];
  }

  async #page(
    from: string,
    values: unknown[],
    { number, size, order }: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const { rows } = await this.db.query<PageRow<ServiceProvider>>(
      pageStatement({
        columns: SERVICE_PROVIDER.columns,
        from,
        order: orderBy(order, ORDER, 'p.id'),
        limit: `$${values.push(size)}`,
        offset: `$${values.push((number - 1) * size)}`,
      }),
      values,
    );
    return toPage(rows, SERVICE_PROVIDER.of);
  }
}
