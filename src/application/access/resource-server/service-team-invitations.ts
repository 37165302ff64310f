import { serviceAbilities, serviceStanding } from '../../../domain/access/service-standing.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import { ensureMayOnTeam } from '../../../domain/team/team.ts';
import {
  makeReadTeamInvitations,
  makeSendTeamInvitations,
  type TeamInvitationDeps,
} from '../../invitation/team-invitations.ts';
import type { PageRequest } from '../../shared/page.ts';
import type { TeamAccessQueries } from '../../team/team-access-queries.ts';
import type { TeamRepository } from '../../team/team-repository.ts';
import { guardedUnitOfWork } from './guarded-unit-of-work.ts';
import type { ServiceScope } from './service-scope.ts';
import type { ServiceTeamQueries } from './service-team-queries.ts';

/** Refuses members, and outsiders with the answer for a team that does not exist. */
export type EnsureMayInviteThroughService = (
  scope: ServiceScope<'linked_teams'>,
  teamId: TeamId,
) => Promise<void>;

/** @throws DomainError `team.action_forbidden` */
export const makeEnsureMayInviteThroughService =
  ({ teamAccessQueries }: { teamAccessQueries: TeamAccessQueries }): EnsureMayInviteThroughService =>
  async ({ actor }, teamId) => {
    const { role } = await teamAccessQueries.standing(teamId, actor.userId);
    if (role === undefined) throw new DomainError('team.action_forbidden', 'Not for outsiders');
    ensureMayOnTeam(role, 'manageAccesses');
  };

/** The caller's lock of the team keeps its links unchanged. */
async function mayHandleInvitations(teams: TeamRepository, teamId: TeamId, audience: string) {
  await teams.lock(teamId);
  return serviceAbilities(serviceStanding(await teams.isLinkedTo(teamId, audience), false)).invitations;
}

type Deps = Omit<TeamInvitationDeps, 'teamAccessQueries'> & { serviceTeamQueries: ServiceTeamQueries };

/** Invitations to teams that the calling service is linked to. */
export function makeServiceTeamInvitations({ serviceTeamQueries, unitOfWork, ...deps }: Deps) {
  /** Through a service that is not linked to the team, every person is an outsider. */
  const reading = (scope: ServiceScope<'linked_teams'>) =>
    makeReadTeamInvitations({
      ...deps,
      teamAccessQueries: { standing: (teamId) => serviceTeamQueries.standing(scope, teamId) },
    });
  /** @throws DomainError `code` from each function when the service is not linked to the team */
  const sending = (
    { audience }: ServiceScope<'linked_teams'>,
    teamId: TeamId,
    code: 'team_invitation.team_not_linked' | 'team_invitation.not_found',
  ) => {
    const guarded = guardedUnitOfWork(unitOfWork, async ({ teams }) => {
      if (await mayHandleInvitations(teams, teamId, audience)) return;
      throw new DomainError(code, 'The service is not linked to the team');
    });
    return makeSendTeamInvitations({ ...deps, unitOfWork: guarded });
  };
  return {
    /** An empty list for outsiders and services without a link. */
    list: (scope: ServiceScope<'linked_teams'>, teamId: TeamId, request: PageRequest<'created_at'>) =>
      reading(scope).list(scope.actor, teamId, request),
    /** @throws DomainError `team_invitation.not_found` also to outsiders and services without a link */
    get: (scope: ServiceScope<'linked_teams'>, teamId: TeamId, id: TeamInvitationId) =>
      reading(scope).get(scope.actor, teamId, id),
    /** @throws DomainError `team_invitation.team_not_linked`, and what inviting to the team throws */
    invite: (
      scope: ServiceScope<'linked_teams'>,
      teamId: TeamId,
      wanted: Pick<TeamInvitation, 'email' | 'role'>,
    ) => sending(scope, teamId, 'team_invitation.team_not_linked').invite(scope.actor, teamId, wanted),
    /**
     * @throws DomainError `team_invitation.not_found` also to outsiders and services without a link,
     *   `team_invitation.action_forbidden` to members
     */
    withdraw: (scope: ServiceScope<'linked_teams'>, teamId: TeamId, id: TeamInvitationId) =>
      sending(scope, teamId, 'team_invitation.not_found').withdraw(scope.actor, teamId, id),
  };
}
