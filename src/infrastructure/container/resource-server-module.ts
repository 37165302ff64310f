import { ContainerModule } from 'inversify';
import { makeChangeGroupMembers } from '../../application/access/resource-server/change-group-members.ts';
import {
  makeGetDirectoryGroup,
  makeGetDirectoryUser,
  makeListDirectoryGroups,
  makeListDirectoryUsers,
} from '../../application/access/resource-server/read-directory.ts';
import {
  makeEnsureMayInviteThroughService,
  makeGetServiceTeamInvitation,
  makeInviteThroughService,
  makeListServiceTeamInvitations,
  makeWithdrawThroughService,
} from '../../application/access/resource-server/service-team-invitations.ts';
import {
  makeCreateServiceTeam,
  makeEnsureMayChangeServiceTeam,
  makeGetServiceTeam,
  makeListServiceTeams,
  makeUpdateServiceTeam,
} from '../../application/access/resource-server/service-teams.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** What other services may read and write on behalf of people. */
export const resourceServerModule = new ContainerModule((module) => {
  const { unitOfWork, clock, ids, digest } = ADAPTER_TOKENS;
  const { serviceTeamQueries, directoryQueries, teamQueries, teamAccessQueries, teamInvitationQueries } =
    ADAPTER_TOKENS;

  bindFactory(module, TOKENS.listServiceTeams, makeListServiceTeams, { serviceTeamQueries });
  bindFactory(module, TOKENS.getServiceTeam, makeGetServiceTeam, { serviceTeamQueries });
  bindFactory(module, TOKENS.ensureMayChangeServiceTeam, makeEnsureMayChangeServiceTeam, {
    serviceTeamQueries,
  });
  bindFactory(module, TOKENS.createServiceTeam, makeCreateServiceTeam, {
    unitOfWork,
    clock,
    ids,
    teamsPerOwnerMax: TOKENS.teamsPerOwnerMax,
  });
  bindFactory(module, TOKENS.updateServiceTeam, makeUpdateServiceTeam, { unitOfWork, teamQueries, clock });

  const invitations = { serviceTeamQueries, teamInvitationQueries, clock };
  bindFactory(module, TOKENS.listServiceTeamInvitations, makeListServiceTeamInvitations, invitations);
  bindFactory(module, TOKENS.getServiceTeamInvitation, makeGetServiceTeamInvitation, invitations);
  bindFactory(module, TOKENS.ensureMayInviteThroughService, makeEnsureMayInviteThroughService, {
    teamAccessQueries,
  });
  bindFactory(module, TOKENS.inviteThroughService, makeInviteThroughService, {
    unitOfWork,
    clock,
    ids,
    mailSettings: TOKENS.mailSettings,
  });
  bindFactory(module, TOKENS.withdrawThroughService, makeWithdrawThroughService, { unitOfWork, clock });

  bindFactory(module, TOKENS.listDirectoryUsers, makeListDirectoryUsers, { directoryQueries });
  bindFactory(module, TOKENS.getDirectoryUser, makeGetDirectoryUser, { directoryQueries });
  bindFactory(module, TOKENS.listDirectoryGroups, makeListDirectoryGroups, { directoryQueries, digest });
  bindFactory(module, TOKENS.getDirectoryGroup, makeGetDirectoryGroup, { directoryQueries, digest });
  bindFactory(module, TOKENS.changeGroupMembers, makeChangeGroupMembers, { unitOfWork, clock, ids, digest });
});
