import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../../shared/page.ts';

export type ServiceProviderOrderField = 'name' | 'created_at';

export type ServiceProviderFilter = Readonly<{
  /** Part of the name; letter case does not count, accents do, `%` and `_` mean themselves. */
  name?: string | undefined;
  audienceId?: string | undefined;
}>;

/** Service providers; constant cost, one round trip a page. */
export interface ServiceProviderQueries {
  /** Those linked to an organization. */
  page(
    organizationId: OrganizationId,
    filter: ServiceProviderFilter,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  /**
   * All there are; with `search`, those that have it in their name or audience: letter case and accents do not count,
   * `%` and `_` mean themselves.
   */
  registered(
    search: string | undefined,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined>;
}
