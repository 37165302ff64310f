import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';

export interface ServiceProviderRepository {
  /**
   * Stores a provider unless its audience has one; returns the one the audience has in the end, also when another
   * transaction stores it at the same moment. When the name is another provider's, the id is written behind it.
   */
  insertOrFind(provider: ServiceProvider): Promise<ServiceProvider>;
}
