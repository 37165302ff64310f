import type { ServiceProviderRepository } from '../../application/ports/service-provider-repository.ts';
import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';
import { distinctName } from '../../domain/service-provider/unnamed-service-provider.ts';
import {
  SERVICE_PROVIDER_COLUMNS,
  type ServiceProviderRow,
  toServiceProvider,
} from './service-provider-row.ts';
import type { Queryable } from './sql.ts';

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
}
