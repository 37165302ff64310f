import { chooseInvited } from '../../domain/invitation/choose-invited.ts';
import { ensureMayInvite, type TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import { aboutTeam } from '../team/about-team.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import {
  type InvitationDeps,
  type InvitationStores,
  makeInvitationSteps,
  type TeamInviteOutcome,
} from './invitation-steps.ts';
import { viewTeamInvitation } from './team-invitations.ts';

type Deps = InvitationDeps & { unitOfWork: UnitOfWork<InvitationStores> };
type Input = { readonly teamId: TeamId; readonly email: string; readonly role: TeamRole };

export type InviteToTeam = (actor: Actor, input: Input) => Promise<TeamInviteOutcome>;

/**
 * Brings a person into a team by their address: at once when they have an account (contract/rest-api.md D22), else by
 * an invitation, mailed in the actor's language, that their first sign-in turns into an access.
 *
 * @throws DomainError `team_invitation.management_forbidden`, `team_invitation.role_too_high`,
 *   `team_invitation.ambiguous_email`, `team_invitation.already_exists`, `team_access.already_exists`,
 *   `list.full`
 */
export const makeInviteToTeam = ({ unitOfWork, ...deps }: Deps): InviteToTeam => {
  const { clock, ids } = deps;
  const { admit, expiry, mail } = makeInvitationSteps(deps);
  return (actor, { teamId, email: written, role }) =>
    unitOfWork.run(async (stores) => {
      const team = await stores.teams.lock(teamId);
      if (!team) throw new DomainError('team_invitation.management_forbidden', 'No such team');
      const { role: own } = await stores.teamAccesses.standing(teamId, actor.userId);
      ensureMayInvite(own, role);
      const email = written.toLowerCase();
      const known = chooseInvited(await stores.users.listByEmail(email), 'team_invitation.ambiguous_email');
      if (known) return admit(stores, actor, team, { email, role }, known.id);
      const createdAt = clock.now();
      const invitation: TeamInvitation = {
        id: ids.next<TeamInvitationId>(),
        email,
        teamId,
        role,
        issuerId: actor.userId,
        expiresAt: expiry(),
        createdAt,
        updatedAt: createdAt,
      };
      await ensureRoom(stores, { kind: 'invitations_to_team', id: teamId });
      await stores.teamInvitations.insert(invitation);
      await mail(stores, invitation, team, actor.language);
      await stores.audit.append(actor, {
        at: createdAt,
        ...aboutTeam(team),
        action: 'team_invitation.sent',
        details: { email, role },
      });
      return {
        outcome: 'invited',
        invitation: viewTeamInvitation({ ...invitation, mail: 'waiting' }, own, createdAt),
      };
    });
};
