import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';

export interface ServiceProviderRepository {
  /**
   * Stores a provider unless its audience has one; returns the one the audience has in the end, also when another
   * transaction stores it at the same moment. When the name is another provider's, the id is written behind it.
   */
  insertOrFind(provider: ServiceProvider): Promise<ServiceProvider>;
  find(id: ServiceProviderId): Promise<ServiceProvider | undefined>;
  /** @throws DomainError `service_provider.name_taken`, `service_provider.audience_taken` */
  insert(provider: ServiceProvider): Promise<void>;
  /** Replaces name and date of change. @throws DomainError `service_provider.name_taken` */
  update(provider: ServiceProvider): Promise<void>;
  /** Lets an organization use a service; false when it could already. */
  link(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean>;
  /** Teams that were shown to the service stay so. False when the organization could not use it. */
  unlink(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean>;
}
