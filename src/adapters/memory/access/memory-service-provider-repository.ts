import type { ServiceProviderRepository } from '../../../application/access/service-provider/service-provider-repository.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { distinctName } from '../../../domain/access/unnamed-service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryServiceProviderRepository implements ServiceProviderRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertOrFind(provider: ServiceProvider): Promise<ServiceProvider> {
    const { serviceProviders } = this.tables;
    const found = serviceProviders.first(({ audienceId }) => audienceId === provider.audienceId);
    if (found) return found;
    if (serviceProviders.insertUnlessTaken(provider)) return provider;
    const renamed = { ...provider, name: distinctName(provider.name, provider.id) };
    serviceProviders.insert(renamed);
    return renamed;
  }

  async find(id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    return this.tables.serviceProviders.find(id);
  }

  async insert(provider: ServiceProvider): Promise<void> {
    this.tables.serviceProviders.insert(provider);
  }

  async update({ id, name, updatedAt }: ServiceProvider): Promise<void> {
    this.tables.serviceProviders.update(id, (stored) => ({ ...stored, name, updatedAt }));
  }

  async link(organizationId: OrganizationId, serviceProviderId: ServiceProviderId): Promise<boolean> {
    const id = `${organizationId} ${serviceProviderId}`;
    if (this.tables.organizationServiceProviders.find(id)) return false;
    this.tables.organizationServiceProviders.insert({ id, organizationId, serviceProviderId });
    return true;
  }

  async unlink(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean> {
    const removed = this.tables.organizationServiceProviders.remove(
      (link) => link.organizationId === organizationId && link.serviceProviderId === id,
    );
    return removed.length > 0;
  }
}
