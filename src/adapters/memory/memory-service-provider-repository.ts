import type { ServiceProviderRepository } from '../../application/ports/service-provider-repository.ts';
import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';
import { distinctName } from '../../domain/service-provider/unnamed-service-provider.ts';
import type { MemoryTables } from './memory-tables.ts';

export class MemoryServiceProviderRepository implements ServiceProviderRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertOrFind(provider: ServiceProvider): Promise<ServiceProvider> {
    const { serviceProviders } = this.tables;
    const found = serviceProviders.first(({ audienceId }) => audienceId === provider.audienceId);
    if (found) return found;
    const isTaken = serviceProviders.has(({ name }) => name === provider.name);
    const stored = isTaken ? { ...provider, name: distinctName(provider.name, provider.id) } : provider;
    serviceProviders.insert(stored);
    return stored;
  }
}
