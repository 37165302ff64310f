import type { ServiceProvider } from '../../src/domain/access/service-provider.ts';
import type { ServiceProviderId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A service with a name and a client id of its own. */
export const makeServiceProvider = (given: Partial<ServiceProvider> = {}): ServiceProvider => {
  const id = newId<ServiceProviderId>();
  return {
    id,
    name: `Service ${id}`,
    audienceId: `client-${id}`,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
