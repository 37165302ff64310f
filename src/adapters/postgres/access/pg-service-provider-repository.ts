import type { ServiceProviderRepository } from '../../../application/access/service-provider/service-provider-repository.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { distinctName } from '../../../domain/access/unnamed-service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { SERVICE_PROVIDER } from './service-provider-table.ts';

export class PgServiceProviderRepository implements ServiceProviderRepository {
  constructor(private readonly db: Queryable) {}

  async insertOrFind(provider: ServiceProvider): Promise<ServiceProvider> {
    const found = (await this.#ofAudience(provider.audienceId)) ?? (await this.#insert(provider));
    if (found) return found;
    // Another transaction stored that audience or name meanwhile, or another provider has the name.
    const other = await this.#ofAudience(provider.audienceId);
    if (other) return other;
    const renamed = { ...provider, name: distinctName(provider.name, provider.id) };
    const stored = (await this.#insert(renamed)) ?? (await this.#ofAudience(provider.audienceId));
    if (!stored) throw new Error('the provider of an audience vanished');
    return stored;
  }

  /** Waits for a transaction that stores the same audience or name; undefined when either is taken. */
  async #insert(provider: ServiceProvider): Promise<ServiceProvider | undefined> {
    return (await SERVICE_PROVIDER.insertUnlessTaken(this.db, provider)) ? provider : undefined;
  }

  async #ofAudience(audienceId: string): Promise<ServiceProvider | undefined> {
    return SERVICE_PROVIDER.first(this.db, 'WHERE p.audience_id = $1', [audienceId]);
  }

  async find(id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    return SERVICE_PROVIDER.first(this.db, 'WHERE p.id = $1', [id]);
  }

  async insert(provider: ServiceProvider): Promise<void> {
    await SERVICE_PROVIDER.insert(this.db, provider);
  }

  async update(provider: ServiceProvider): Promise<void> {
    await SERVICE_PROVIDER.update(this.db, provider);
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
}
