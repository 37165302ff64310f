import { ContainerModule } from 'inversify';
import {
  makeGetServiceProvider,
  makeListServiceProviders,
} from '../../application/access/service-provider/read-service-providers.ts';
import {
  makeCheckOrganizationUpdate,
  makeRenameOrganization,
} from '../../application/organization/rename-organization.ts';
import { makeFindUnknownUsers } from '../../application/people/find-unknown-users.ts';
import { makeListUsers } from '../../application/people/list-users.ts';
import {
  makeCheckUserUpdate,
  makeIsKnownTimezone,
  makeUpdateUser,
} from '../../application/people/update-user.ts';
import { makeGetStatistics } from '../../application/shared/information/get-statistics.ts';
import { makeThrottleRequest } from '../../application/shared/throttling/throttle-request.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** People as others see them, organizations, their services, and what everybody may know. */
export const peopleModule = new ContainerModule((module) => {
  const { unitOfWork, userQueries, serviceProviderQueries, timezones, clock } = ADAPTER_TOKENS;
  const { statisticsQueries, requestThrottle } = ADAPTER_TOKENS;
  const { getOrganization } = TOKENS;

  bindFactory(module, TOKENS.findUnknownUsers, makeFindUnknownUsers, { userQueries });
  bindFactory(module, TOKENS.listUsers, makeListUsers, { userQueries });
  bindFactory(module, TOKENS.checkUserUpdate, makeCheckUserUpdate, { userQueries });
  bindFactory(module, TOKENS.updateUser, makeUpdateUser, { unitOfWork, userQueries, timezones, clock });
  bindFactory(module, TOKENS.isKnownTimezone, makeIsKnownTimezone, { timezones });
  bindFactory(module, TOKENS.checkOrganizationUpdate, makeCheckOrganizationUpdate, { getOrganization });
  bindFactory(module, TOKENS.renameOrganization, makeRenameOrganization, {
    unitOfWork,
    getOrganization,
    clock,
  });
  bindFactory(module, TOKENS.listServiceProviders, makeListServiceProviders, { serviceProviderQueries });
  bindFactory(module, TOKENS.getServiceProvider, makeGetServiceProvider, { serviceProviderQueries });
  bindFactory(module, TOKENS.getStatistics, makeGetStatistics, { statisticsQueries, clock });
  bindFactory(module, TOKENS.throttleRequest, makeThrottleRequest, { requestThrottle, clock });
});
