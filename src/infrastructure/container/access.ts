import { makeAuthenticateAccountService } from '../../application/access/account-service/authenticate-account-service.ts';
import {
  makeCreateAccountService,
  makeListAccountServices,
  makeRevokeAccountServiceKeys,
  makeRotateAccountServiceKey,
} from '../../application/access/account-service/manage-account-services.ts';
import { makeAuthenticateBearer } from '../../application/access/resource-server/authenticate-bearer.ts';
import { makeAuthenticateResourceServerCaller } from '../../application/access/resource-server/authenticate-caller.ts';
import { makeChangeGroupMembers } from '../../application/access/resource-server/change-group-members.ts';
import {
  makeGetDirectoryGroup,
  makeGetDirectoryUser,
  makeListDirectoryGroups,
  makeListDirectoryUsers,
  makeSearchDirectory,
} from '../../application/access/resource-server/read-directory.ts';
import { makeReportTokenProblem } from '../../application/access/resource-server/report-token-problem.ts';
import {
  makeEnsureMayInviteThroughService,
  makeServiceTeamInvitations,
} from '../../application/access/resource-server/service-team-invitations.ts';
import {
  makeCreateServiceTeam,
  makeEnsureMayChangeServiceTeam,
  makeGetServiceTeam,
  makeListServiceTeams,
  makeUpdateServiceTeam,
} from '../../application/access/resource-server/service-teams.ts';
import {
  makeCreateServiceProvider,
  makeListRegisteredServices,
  makeListServicesOf,
  makeRenameServiceProvider,
  makeSetServiceAllowed,
} from '../../application/access/service-provider/manage-service-providers.ts';
import {
  makeGetServiceProvider,
  makeListServiceProviders,
} from '../../application/access/service-provider/read-service-providers.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/**
 * Callers without a browser session: access tokens, services that act for people, API keys; and the management of these.
 */
export const access = area('Access', (given) => {
  const tokens = { ...given, reportTokenProblem: makeReportTokenProblem(given) };
  return {
    useCases: {
      authenticateBearer: makeAuthenticateBearer(tokens),
      authenticateResourceServerCaller: makeAuthenticateResourceServerCaller(tokens),
      authenticateAccountService: makeAuthenticateAccountService(given),

      listAccountServices: makeListAccountServices(given),
      createAccountService: makeCreateAccountService(given),
      rotateAccountServiceKey: makeRotateAccountServiceKey(given),
      revokeAccountServiceKeys: makeRevokeAccountServiceKeys(given),

      listServiceProviders: makeListServiceProviders(given),
      getServiceProvider: makeGetServiceProvider(given),
      listRegisteredServices: makeListRegisteredServices(given),
      listServicesOf: makeListServicesOf(given),
      createServiceProvider: makeCreateServiceProvider(given),
      renameServiceProvider: makeRenameServiceProvider(given),
      setServiceAllowed: makeSetServiceAllowed(given),

      listServiceTeams: makeListServiceTeams(given),
      getServiceTeam: makeGetServiceTeam(given),
      ensureMayChangeServiceTeam: makeEnsureMayChangeServiceTeam(given),
      createServiceTeam: makeCreateServiceTeam(given),
      updateServiceTeam: makeUpdateServiceTeam(given),
      serviceTeamInvitations: makeServiceTeamInvitations(given),
      ensureMayInviteThroughService: makeEnsureMayInviteThroughService(given),

      listDirectoryUsers: makeListDirectoryUsers(given),
      getDirectoryUser: makeGetDirectoryUser(given),
      listDirectoryGroups: makeListDirectoryGroups(given),
      getDirectoryGroup: makeGetDirectoryGroup(given),
      searchDirectory: makeSearchDirectory(given),
      changeGroupMembers: makeChangeGroupMembers(given),
    },
  };
});
export type AccessUseCases = UseCasesOf<typeof access>;
