import { chooseInvited } from '../../domain/invitation/choose-invited.ts';
import { ensureMayInvite, ensureMayWithdraw } from '../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
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

export type RefreshTeamInvitation = (
  actor: Actor,
  teamId: TeamId,
  id: TeamInvitationId,
) => Promise<TeamInviteOutcome>;

/**
 * Makes an invitation of the team good for its full time again and mails it again, in the language of whoever issued it.
 * Somebody who has an account by now gets the access at once.
 *
 * @throws DomainError `team_invitation.not_found` also to outsiders, `team_invitation.action_forbidden` to members,
 *   `team_invitation.role_too_high`, `team_invitation.ambiguous_email`, `team_access.already_exists`
 */
export const makeRefreshTeamInvitation = ({ unitOfWork, ...deps }: Deps): RefreshTeamInvitation => {
  const { clock, mailSettings } = deps;
  const { admit, expiry, mail } = makeInvitationSteps(deps);
  return (actor, teamId, id) =>
    unitOfWork.run(async (stores) => {
      const team = await stores.teams.lock(teamId);
      const found = team && (await stores.teamInvitations.find(teamId, id));
      if (!found) throw new DomainError('team_invitation.not_found', 'No such invitation');
      const { role } = await stores.teamAccesses.standing(teamId, actor.userId);
      ensureMayWithdraw(role);
      ensureMayInvite(role, found.role);
      const known = chooseInvited(
        await stores.users.listByEmail(found.email),
        'team_invitation.ambiguous_email',
      );
      if (known) return admit(stores, actor, team, found, known.id);
      const refreshed = { ...found, expiresAt: expiry(), updatedAt: clock.now() };
      await stores.teamInvitations.update(refreshed);
      const issuer = await stores.users.find(found.issuerId);
      await mail(stores, refreshed, team, issuer?.language ?? mailSettings.defaultLanguage);
      await stores.audit.append(actor, {
        at: refreshed.updatedAt,
        ...aboutTeam(team),
        action: 'team_invitation.refreshed',
        details: { email: found.email, role: found.role },
      });
      return {
        outcome: 'invited',
        invitation: viewTeamInvitation({ ...refreshed, mail: 'waiting' }, role, refreshed.updatedAt),
      };
    });
};
