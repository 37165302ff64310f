import type { ServiceProviderRepository } from '../../../application/access/service-provider/service-provider-repository.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { distinctName } from '../../../domain/access/unnamed-service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

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

  async find(id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    return this.tables.serviceProviders.find(id);
  }

  async insert(provider: ServiceProvider): Promise<void> {
    this.#ensureNameIsFree(provider);
    if (this.tables.serviceProviders.has(({ audienceId }) => audienceId === provider.audienceId)) {
      throw new DomainError('service_provider.audience_taken', 'Another service has that audience');
    }
    this.tables.serviceProviders.insert(provider);
  }

  async update(provider: ServiceProvider): Promise<void> {
    this.#ensureNameIsFree(provider);
    const { id, name, updatedAt } = provider;
    this.tables.serviceProviders.update(id, (stored) => ({ ...stored, name, updatedAt }));
  }

  async link(organizationId: OrganizationId, serviceProviderId: ServiceProviderId): Promise<boolean> {
    this.tables.organizations.ensureHas(organizationId);
    this.tables.serviceProviders.ensureHas(serviceProviderId);
    const id = `${organizationId} ${serviceProviderId}`;
    if (this.tables.organizationServiceProviders.find(id)) return false;
    this.tables.organizationServiceProviders.insert({ id, ownerId: organizationId, serviceProviderId });
    return true;
  }

  async unlink(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean> {
    const removed = this.tables.organizationServiceProviders.remove(
      (link) => link.ownerId === organizationId && link.serviceProviderId === id,
    );
    return removed.length > 0;
  }

  #ensureNameIsFree({ id, name }: ServiceProvider): void {
    if (this.tables.serviceProviders.has((other) => other.name === name && other.id !== id)) {
      throw new DomainError('service_provider.name_taken', 'Another service has that name');
    }
  }
}
