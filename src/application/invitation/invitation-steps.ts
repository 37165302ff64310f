import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';
import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { TeamAccessId, UserId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { Team } from '../../domain/team/team.ts';
import { makeQueueMail } from '../notification/queue-mail.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { MailSettings } from '../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import { aboutTeam } from '../team/about-team.ts';
import type { Repositories } from '../unit-of-work.ts';
import { queueMembershipChange } from '../webhook/delivery/queue-deliveries.ts';
import type { InviteOutcome } from './invite-outcome.ts';
import type { TeamInvitationView } from './team-invitations.ts';

export type InvitationStores = Pick<
  Repositories,
  | 'teams'
  | 'teamAccesses'
  | 'teamInvitations'
  | 'users'
  | 'outgoingMails'
  | 'outbox'
  | 'webhookDeliveries'
  | 'audit'
  | 'storedCounts'
>;
export type InvitationDeps = { clock: Clock; ids: IdGenerator; mailSettings: MailSettings };

export type TeamInviteOutcome = InviteOutcome<TeamInvitationView, TeamAccessId>;

/** What inviting somebody to a team and refreshing their invitation have in common. */
export const makeInvitationSteps = ({ clock, ids, mailSettings }: InvitationDeps) => ({
  /** Somebody with an account gets the access at once, in place of an invitation they may have. */
  admit: async (
    stores: InvitationStores,
    actor: Actor,
    team: Team,
    { email, role }: Pick<TeamInvitation, 'email' | 'role'>,
    userId: UserId,
  ): Promise<TeamInviteOutcome> => {
    const at = clock.now();
    const accessId = ids.next<TeamAccessId>();
    const dates = { createdAt: at, updatedAt: at };
    await ensureRoom(stores, { kind: 'accesses_of_team', id: team.id });
    await stores.teamAccesses.insert({ id: accessId, teamId: team.id, userId, role, ...dates });
    await stores.teamInvitations.deleteFor(team.id, email);
    await queueMembershipChange(stores, { teamId: team.id, userId, operation: 'add', at });
    await stores.audit.append(actor, {
      at,
      ...aboutTeam(team),
      action: 'team_access.granted',
      subjectId: userId,
      details: { role },
    });
    return { outcome: 'access_created', accessId };
  },

  /** When an invitation made or refreshed now ends. */
  expiry: (): Date => expiryOfInvitation(clock.now()),

  mail: (
    stores: InvitationStores,
    { id, email, role }: TeamInvitation,
    { name }: Team,
    language: Language,
  ): Promise<void> =>
    makeQueueMail({ clock, ids })(stores, {
      recipient: email,
      language,
      invitationId: id,
      content: { kind: 'team_invitation', team: name, role, link: mailSettings.siteUrl },
    }),
});
