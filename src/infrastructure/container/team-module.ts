import { ContainerModule } from 'inversify';
import { makeInviteToTeam } from '../../application/invitation/invite-to-team.ts';
import { makeRefreshTeamInvitation } from '../../application/invitation/refresh-team-invitation.ts';
import {
  makeGetTeamInvitation,
  makeListTeamInvitations,
  makeWithdrawTeamInvitation,
} from '../../application/invitation/team-invitations.ts';
import { makeDeleteTeam, makeMoveTeam, makeUpdateTeam } from '../../application/team/change-team.ts';
import {
  makeGrantTeamAccess,
  makeRevokeTeamAccess,
  makeSetTeamRole,
} from '../../application/team/change-team-access.ts';
import { makeCreateTeam, makeEnsureMayCreateTeam } from '../../application/team/create-team.ts';
import { makeFindForeignServices } from '../../application/team/link-service-providers.ts';
import { makeGetTeamAccess, makeListTeamAccesses } from '../../application/team/read-team-accesses.ts';
import { makeGetTeam, makeListTeams, makeWalkTeams } from '../../application/team/read-teams.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Teams, who is in them and who is invited to them. */
export const teamModule = new ContainerModule((module) => {
  const { unitOfWork, teamQueries, teamAccessQueries, teamInvitationQueries, clock, ids } = ADAPTER_TOKENS;
  const { ensureMayCreateTeam, mailSettings, teamsPerOwnerMax } = TOKENS;

  bindFactory(module, ensureMayCreateTeam, makeEnsureMayCreateTeam, { getMe: TOKENS.getMe });
  bindFactory(module, TOKENS.listTeams, makeListTeams, { teamQueries });
  bindFactory(module, TOKENS.walkTeams, makeWalkTeams, { teamQueries });
  bindFactory(module, TOKENS.findForeignServices, makeFindForeignServices, { unitOfWork });
  bindFactory(module, TOKENS.getTeam, makeGetTeam, { teamQueries });
  bindFactory(module, TOKENS.createTeam, makeCreateTeam, {
    unitOfWork,
    teamQueries,
    ensureMayCreateTeam,
    clock,
    ids,
    teamsPerOwnerMax,
  });
  bindFactory(module, TOKENS.updateTeam, makeUpdateTeam, { unitOfWork, teamQueries, clock });
  bindFactory(module, TOKENS.deleteTeam, makeDeleteTeam, { unitOfWork, clock });
  bindFactory(module, TOKENS.moveTeam, makeMoveTeam, {
    unitOfWork,
    teamQueries,
    ensureMayCreateTeam,
    clock,
  });

  bindFactory(module, TOKENS.listTeamAccesses, makeListTeamAccesses, { teamAccessQueries });
  bindFactory(module, TOKENS.getTeamAccess, makeGetTeamAccess, { teamAccessQueries });
  bindFactory(module, TOKENS.grantTeamAccess, makeGrantTeamAccess, { unitOfWork, clock, ids });
  bindFactory(module, TOKENS.setTeamRole, makeSetTeamRole, { unitOfWork, clock });
  bindFactory(module, TOKENS.revokeTeamAccess, makeRevokeTeamAccess, { unitOfWork, clock });

  const invitations = { teamAccessQueries, teamInvitationQueries, clock };
  bindFactory(module, TOKENS.listTeamInvitations, makeListTeamInvitations, invitations);
  bindFactory(module, TOKENS.getTeamInvitation, makeGetTeamInvitation, invitations);
  bindFactory(module, TOKENS.withdrawTeamInvitation, makeWithdrawTeamInvitation, { unitOfWork, clock });
  const inviting = { unitOfWork, clock, ids, mailSettings };
  bindFactory(module, TOKENS.inviteToTeam, makeInviteToTeam, inviting);
  bindFactory(module, TOKENS.refreshTeamInvitation, makeRefreshTeamInvitation, inviting);
});
