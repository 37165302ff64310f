import { DomainError } from '../shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../shared/ids.ts';
import { mayGrantRole, TEAM_ROLES, type TeamRole } from '../team/team-access.ts';
import type { Invitation, InvitationAbilities } from './invitation.ts';

/** An invitation to a team. */
export type TeamInvitation = Invitation<TeamInvitationId, TeamRole> & { readonly teamId: TeamId };

/**
 * Refuses unless a person with `role` in a team (undefined: outsiders, and teams that do not exist) may invite somebody
 * as `granted`.
 *
 * @throws DomainError `team_invitation.management_forbidden`, `team_invitation.role_too_high`
 */
export function ensureMayInvite(role: TeamRole | undefined, granted: TeamRole): asserts role is TeamRole {
  if (role === undefined || role === 'member') {
    throw new DomainError('team_invitation.management_forbidden', 'Not for members');
  }
  if (!mayGrantRole(role, granted)) {
    throw new DomainError('team_invitation.role_too_high', `A ${role} cannot grant ${granted}`);
  }
}

/** @throws DomainError `team_invitation.not_found` to outsiders, `team_invitation.action_forbidden` to members */
export function ensureMayWithdraw(role: TeamRole | undefined): asserts role is TeamRole {
  if (role === undefined) throw new DomainError('team_invitation.not_found', 'No such invitation');
  if (role === 'member') throw new DomainError('team_invitation.action_forbidden', 'Not for members');
}

const manages = (role: TeamRole): boolean => role !== 'member';
const mayRefresh = (role: TeamRole, granted: TeamRole): boolean =>
  manages(role) && mayGrantRole(role, granted);

/** What a person with `role` in the team may do with an invitation, by the rules of `ensureMayInvite`. */
export const teamInvitationAbilities = (
  role: TeamRole,
  { role: granted }: Pick<TeamInvitation, 'role'>,
): InvitationAbilities<TeamRole> => ({
  get: true,
  refresh: mayRefresh(role, granted),
  delete: manages(role),
  allowedFor: {
    refresh: TEAM_ROLES.filter((candidate) => mayRefresh(candidate, granted)),
    delete: TEAM_ROLES.filter(manages),
  },
});
