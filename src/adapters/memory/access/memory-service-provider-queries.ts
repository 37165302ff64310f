import type {
  ServiceProviderFilter,
  ServiceProviderOrderField,
  ServiceProviderQueries,
} from '../../../application/access/service-provider/service-provider-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = {
  name: ({ name }: ServiceProvider) => name,
  created_at: ({ createdAt }: ServiceProvider) => createdAt,
};

export class MemoryServiceProviderQueries implements ServiceProviderQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    organizationId: OrganizationId,
    { name, audienceId }: ServiceProviderFilter,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const rows = this.#linked(
      organizationId,
      (provider) =>
        (name === undefined || provider.name.toLowerCase().includes(name.toLowerCase())) &&
        (audienceId === undefined || provider.audienceId === audienceId),
    );
    return pageOf(rows, request, ORDER);
  }

  async registered(
    search: Searched | undefined,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>> {
    const rows = this.store.tables.serviceProviders.all(({ name, audienceId }) =>
      isFound(search, [name, audienceId]),
    );
    return pageOf(rows, request, ORDER);
  }

  async find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined> {
    return this.#linked(organizationId, (provider) => provider.id === id)[0];
  }

  #linked(
    organizationId: OrganizationId,
    matches: (provider: ServiceProvider) => boolean,
  ): ServiceProvider[] {
    const { serviceProviders, organizationServiceProviders } = this.store.tables;
    return serviceProviders.all(
      (provider) =>
        matches(provider) &&
        organizationServiceProviders.has(
          (link) => link.organizationId === organizationId && link.serviceProviderId === provider.id,
        ),
    );
  }
}
