import { serviceAbilities, serviceStanding } from '../../../domain/access/service-standing.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import { ensureMayOnTeam } from '../../../domain/team/team.ts';
import type { TeamInviteOutcome } from '../../invitation/invitation-steps.ts';
import { makeInviteToTeam } from '../../invitation/invite-to-team.ts';
import type { TeamInvitationQueries } from '../../invitation/team-invitation-queries.ts';
import {
  makeGetTeamInvitation,
  makeListTeamInvitations,
  makeWithdrawTeamInvitation,
  type TeamInvitationView,
} from '../../invitation/team-invitations.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import type { TeamAccessQueries } from '../../team/team-access-queries.ts';
import type { TeamRepository } from '../../team/team-repository.ts';
import { guardedUnitOfWork } from './guarded-unit-of-work.ts';
import type { ServiceScope } from './service-scope.ts';
import type { ServiceTeamQueries } from './service-team-queries.ts';

type Scope = ServiceScope<'linked_teams'>;
type ReadDeps = {
  serviceTeamQueries: ServiceTeamQueries;
  teamInvitationQueries: TeamInvitationQueries;
  clock: Clock;
};

/** Through a service that is not linked to the team, everybody is an outsider. */
const throughService = ({ serviceTeamQueries, ...deps }: ReadDeps, scope: Scope) => ({
  ...deps,
  teamAccessQueries: { standing: (teamId: TeamId) => serviceTeamQueries.standing(scope, teamId) },
});

export type ListServiceTeamInvitations = (
  scope: Scope,
  teamId: TeamId,
  request: PageRequest<'created_at'>,
) => Promise<Page<TeamInvitationView>>;

/** Who is invited to a team that the service is linked to; nobody otherwise, nor for outsiders. */
export const makeListServiceTeamInvitations =
  (deps: ReadDeps): ListServiceTeamInvitations =>
  (scope, teamId, request) =>
    makeListTeamInvitations(throughService(deps, scope))(scope.actor, teamId, request);

export type GetServiceTeamInvitation = (
  scope: Scope,
  teamId: TeamId,
  id: TeamInvitationId,
) => Promise<TeamInvitationView>;

/** @throws DomainError `team_invitation.not_found` also to outsiders and services without link */
export const makeGetServiceTeamInvitation =
  (deps: ReadDeps): GetServiceTeamInvitation =>
  (scope, teamId, id) =>
    makeGetTeamInvitation(throughService(deps, scope))(scope.actor, teamId, id);

/** Refuses members, and outsiders in the same words as of a team that does not exist. */
export type EnsureMayInviteThroughService = (scope: Scope, teamId: TeamId) => Promise<void>;

/** @throws DomainError `team.action_forbidden` */
export const makeEnsureMayInviteThroughService =
  ({ teamAccessQueries }: { teamAccessQueries: TeamAccessQueries }): EnsureMayInviteThroughService =>
  async ({ actor }, teamId) => {
    const { role } = await teamAccessQueries.standing(teamId, actor.userId);
    if (role === undefined) throw new DomainError('team.action_forbidden', 'Not for outsiders');
    ensureMayOnTeam(role, 'manageAccesses');
  };

/** The team's lock keeps its links as they are. */
async function mayHandleInvitations(teams: TeamRepository, teamId: TeamId, audience: string) {
  await teams.lock(teamId);
  return serviceAbilities(serviceStanding(await teams.isLinkedTo(teamId, audience), false)).invitations;
}

type InviteDeps = Parameters<typeof makeInviteToTeam>[0];
export type InviteThroughService = (
  scope: Scope,
  input: Parameters<ReturnType<typeof makeInviteToTeam>>[1],
) => Promise<TeamInviteOutcome>;

/**
 * Invites to a team that the service is linked to.
 *
 * @throws DomainError `team_invitation.team_not_linked`, and what `InviteToTeam` throws
 */
export const makeInviteThroughService =
  ({ unitOfWork, ...deps }: InviteDeps): InviteThroughService =>
  ({ actor, audience }, input) => {
    const guarded = guardedUnitOfWork(unitOfWork, async ({ teams }) => {
      if (await mayHandleInvitations(teams, input.teamId, audience)) return;
      throw new DomainError('team_invitation.team_not_linked', 'The service is not linked to the team');
    });
    return makeInviteToTeam({ unitOfWork: guarded, ...deps })(actor, input);
  };

type WithdrawDeps = Parameters<typeof makeWithdrawTeamInvitation>[0];
export type WithdrawThroughService = (scope: Scope, teamId: TeamId, id: TeamInvitationId) => Promise<void>;

/**
 * @throws DomainError `team_invitation.not_found` also to outsiders and services without link,
 *   `team_invitation.action_forbidden` to members
 */
export const makeWithdrawThroughService =
  ({ unitOfWork, ...deps }: WithdrawDeps): WithdrawThroughService =>
  ({ actor, audience }, teamId, id) => {
    const guarded = guardedUnitOfWork(unitOfWork, async ({ teams }) => {
      if (!(await mayHandleInvitations(teams, teamId, audience))) {
        throw new DomainError('team_invitation.not_found', 'The service is not linked to the team');
      }
    });
    return makeWithdrawTeamInvitation({ unitOfWork: guarded, ...deps })(actor, teamId, id);
  };
