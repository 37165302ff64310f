import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';

export interface ServiceProviderRepository {
  /**
   * Stores a provider unless its audience has one; returns the audience's provider, also when a concurrent transaction
   * stores it. When another provider has the name, the id is appended to it.
   */
  insertOrFind(provider: ServiceProvider): Promise<ServiceProvider>;
  find(id: ServiceProviderId): Promise<ServiceProvider | undefined>;
  /** @throws DomainError `service_provider.name_taken`, `service_provider.audience_taken` */
  insert(provider: ServiceProvider): Promise<void>;
  /** Replaces name and date of change. @throws DomainError `service_provider.name_taken` */
  update(provider: ServiceProvider): Promise<void>;
  /** Lets an organization use a service; false when it could already. */
  link(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean>;
  /** Removes the link of an organization to a service; teams keep their links to it. False when there was none. */
  unlink(organizationId: OrganizationId, id: ServiceProviderId): Promise<boolean>;
}
