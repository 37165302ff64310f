import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type {
  ServiceProviderFilter,
  ServiceProviderOrderField,
  ServiceProviderQueries,
} from './service-provider-queries.ts';

type Deps = { serviceProviderQueries: ServiceProviderQueries };
export type ListServiceProviders = (
  actor: Actor,
  filter: ServiceProviderFilter,
  request: PageRequest<ServiceProviderOrderField>,
) => Promise<Page<ServiceProvider>>;
export type GetServiceProvider = (actor: Actor, id: ServiceProviderId) => Promise<ServiceProvider>;

/** The services linked to the actor's organization; an empty list without an organization. */
export const makeListServiceProviders =
  ({ serviceProviderQueries }: Deps): ListServiceProviders =>
  async ({ organizationId }, filter, request) =>
    organizationId === null
      ? { total: 0, items: [] }
      : serviceProviderQueries.page(organizationId, filter, request);

/** @throws DomainError `service_provider.not_found` unless the service is linked to the actor's organization */
export const makeGetServiceProvider =
  ({ serviceProviderQueries }: Deps): GetServiceProvider =>
  async ({ organizationId }, id) => {
    const found = organizationId === null ? undefined : await serviceProviderQueries.find(organizationId, id);
    if (!found) throw new DomainError('service_provider.not_found', 'No such service provider');
    return found;
  };
