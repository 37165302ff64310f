import type { ServiceProviderRepository } from '../../../application/access/service-provider/service-provider-repository.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { distinctName } from '../../../domain/access/unnamed-service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import {
  SERVICE_PROVIDER_COLUMNS,
  type ServiceProviderRow,
  toServiceProvider,
} from './service-provider-row.ts';

export class PgServiceProviderRepository implements ServiceProviderRepository {
  constructor(private readonly db: Queryable) {}

  async insertOrFind(provider: ServiceProvider): Promise<ServiceProvider> {
    const found = (await this.#ofAudience(provider.audienceId)) ?? (await this.#insert(provider));
    if (found) return found;
    // Somebody else stored that audience or that name meanwhile, or another provider has the name.
    const other = await this.#ofAudience(provider.audienceId);
    if (other) return other;
    const renamed = { ...provider, name: distinctName(provider.name, provider.id) };
    const stored = (await this.#insert(renamed)) ?? (await this.#ofAudience(provider.audienceId));
    if (!stored) throw new Error('the provider of an audience vanished');
    return stored;
  }

  /** Waits for a transaction that stores the same audience or name; undefined when one of both is taken. */
  async #insert(provider: ServiceProvider): Promise<ServiceProvider | undefined> {
    const { id, name, audienceId, createdAt, updatedAt } = provider;
    const { rowCount } = await this.db.query(
      `INSERT INTO service_provider (id, name, audience_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [id, name, audienceId, createdAt, updatedAt],
    );
    return rowCount === 1 ? provider : undefined;
  }

  async #ofAudience(audienceId: string): Promise<ServiceProvider | undefined> {
    const { rows } = await this.db.query<ServiceProviderRow>(
      `SELECT ${SERVICE_PROVIDER_COLUMNS} FROM service_provider p WHERE p.audience_id = $1`,
      [audienceId],
    );
    return rows[0] && toServiceProvider(rows[0]);
  }

  async find(id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    const { rows } = await this.db.query<ServiceProviderRow>(
      `SELECT ${SERVICE_PROVIDER_COLUMNS} FROM service_provider p WHERE p.id = $1`,
      [id],
    );
    return rows[0] && toServiceProvider(rows[0]);
  }

  async insert({ id, name, audienceId, createdAt, updatedAt }: ServiceProvider): Promise<void> {
    await this.#write(
      `INSERT INTO service_provider (id, name, audience_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, name, audienceId, createdAt, updatedAt],
    );
  }

  async update({ id, name, updatedAt }: ServiceProvider): Promise<void> {
    await this.#write('UPDATE service_provider SET name = $2, updated_at = $3 WHERE id = $1', [
      id,
      name,
      updatedAt,
    ]);
  }

  async link(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `INSERT INTO organization_service_provider (organization_id, service_provider_id) VALUES ($1, $2)
       ON CONFLICT (organization_id, service_provider_id) DO NOTHING`,
      [organizationId, id],
    );
    return rowCount === 1;
  }

  async unlink(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'DELETE FROM organization_service_provider WHERE organization_id = $1 AND service_provider_id = $2',
      [organizationId, id],
    );
    return rowCount === 1;
  }

  async #write(statement: string, values: unknown[]): Promise<void> {
    try {
      await this.db.query(statement, values);
    } catch (cause) {
      if (violates(cause, 'service_provider_name_key')) {
        throw new DomainError('service_provider.name_taken', 'Another service has that name', { cause });
      }
      if (violates(cause, 'service_provider_audience_key')) {
        throw new DomainError('service_provider.audience_taken', 'Another service has that audience', {
          cause,
        });
      }
      throw cause;
    }
  }
}
