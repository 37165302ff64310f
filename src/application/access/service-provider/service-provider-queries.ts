import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { Searched } from '../../shared/searched.ts';

export type ServiceProviderOrderField = 'name' | 'created_at';

export type ServiceProviderFilter = Readonly<{
  /** Part of the name; ignores letter case but not accents; `%` and `_` are literal. */
  name?: string | undefined;
  audienceId?: string | undefined;
}>;

/** Service providers; one round trip of constant cost a page. */
export interface ServiceProviderQueries {
  /** The providers linked to an organization. */
  page(
    organizationId: OrganizationId,
    filter: ServiceProviderFilter,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  /**
   * All providers; with `search`, those that hold it in their name or audience, ignoring letter case and accents; `%`
   * and `_` are literal.
   */
  registered(
    search: Searched | undefined,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined>;
}
