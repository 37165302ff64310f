import { isExpired } from '../../domain/invitation/invitation-lifetime.ts';
import {
  ensureMayWithdraw,
  type TeamInvitation,
  type TeamInvitationAbilities,
  teamInvitationAbilities,
} from '../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Clock } from '../shared/system.ts';
import { aboutTeam } from '../team/about-team.ts';
import type { TeamAccessQueries } from '../team/team-access-queries.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { TeamInvitationQueries } from './team-invitation-queries.ts';

type Deps = {
  teamAccessQueries: Pick<TeamAccessQueries, 'standing'>;
  teamInvitationQueries: TeamInvitationQueries;
  clock: Clock;
};

/** An invitation, whether it is still good, what became of its mail, and what the actor may do with it. */
export type TeamInvitationView = Mailed<TeamInvitation> & {
  readonly isExpired: boolean;
  readonly abilities: TeamInvitationAbilities;
};

/** The invitation as somebody who has `role` in its team sees it at that time. */
export const viewTeamInvitation = (
  invitation: Mailed<TeamInvitation>,
  role: TeamRole,
  now: Date,
): TeamInvitationView => ({
  ...invitation,
  isExpired: isExpired(invitation, now),
  abilities: teamInvitationAbilities(role, invitation),
});

export type ListTeamInvitations = (
  actor: Actor,
  teamId: TeamId,
  request: PageRequest<'created_at'>,
) => Promise<Page<TeamInvitationView>>;

/** Who is invited to a team, for its members; nobody, for outsiders. */
export const makeListTeamInvitations =
  ({ teamAccessQueries, teamInvitationQueries, clock }: Deps): ListTeamInvitations =>
  async (actor, teamId, request) => {
    const { role } = await teamAccessQueries.standing(teamId, actor.userId);
    if (role === undefined) return { total: 0, items: [] };
    const { total, items } = await teamInvitationQueries.page(teamId, request);
    const now = clock.now();
    return { total, items: items.map((item) => viewTeamInvitation(item, role, now)) };
  };

export type GetTeamInvitation = (
  actor: Actor,
  teamId: TeamId,
  id: TeamInvitationId,
) => Promise<TeamInvitationView>;

/** @throws DomainError `team_invitation.not_found` also to outsiders */
export const makeGetTeamInvitation =
  ({ teamAccessQueries, teamInvitationQueries, clock }: Deps): GetTeamInvitation =>
  async (actor, teamId, id) => {
    const { role } = await teamAccessQueries.standing(teamId, actor.userId);
    const found = role === undefined ? undefined : await teamInvitationQueries.find(teamId, id);
    if (!found || role === undefined)
      throw new DomainError('team_invitation.not_found', 'No such invitation');
    return viewTeamInvitation(found, role, clock.now());
  };

export type WithdrawTeamInvitation = (actor: Actor, teamId: TeamId, id: TeamInvitationId) => Promise<void>;

/** @throws DomainError `team_invitation.not_found` also to outsiders, `team_invitation.action_forbidden` to members */
export const makeWithdrawTeamInvitation =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<Pick<Repositories, 'teams' | 'teamAccesses' | 'teamInvitations' | 'audit'>>;
    clock: Clock;
  }): WithdrawTeamInvitation =>
  (actor, teamId, id) =>
    unitOfWork.run(async ({ teams, teamAccesses, teamInvitations, audit }) => {
      const team = await teams.lock(teamId);
      const found = team && (await teamInvitations.find(teamId, id));
      if (!found) throw new DomainError('team_invitation.not_found', 'No such invitation');
      ensureMayWithdraw((await teamAccesses.standing(teamId, actor.userId)).role);
      await teamInvitations.delete(id);
      await audit.append(actor, {
        ...aboutTeam(team),
        at: clock.now(),
        action: 'team_invitation.withdrawn',
        details: { email: found.email, role: found.role },
      });
    });
