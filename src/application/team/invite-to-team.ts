import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OutgoingMailId, TeamAccessId, TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import { chooseInvited, ensureMayInvite, type TeamInvitation } from '../../domain/team/team-invitation.ts';
import type { Actor } from '../actor.ts';
import type { MailSettings } from '../mail/check-mail-domain.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { queueMembershipChange } from '../webhook/queue-deliveries.ts';
import { aboutTeam } from './about-team.ts';
import type { TeamInvitationView } from './team-invitations.ts';

type Stores = Pick<
  Repositories,
  | 'teams'
  | 'teamAccesses'
  | 'teamInvitations'
  | 'users'
  | 'outgoingMails'
  | 'outbox'
  | 'webhookDeliveries'
  | 'audit'
>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
  ids: IdGenerator;
  mailSettings: MailSettings;
};
type Input = { readonly teamId: TeamId; readonly email: string; readonly role: TeamRole };

export type InviteOutcome =
  | { readonly outcome: 'invited'; readonly invitation: TeamInvitationView }
  /** The address is that of somebody we know: they are in the team now, and no mail is sent. */
  | { readonly outcome: 'access_created'; readonly accessId: TeamAccessId };
export type InviteToTeam = (actor: Actor, input: Input) => Promise<InviteOutcome>;

/**
 * Brings a person into a team by their address: at once when they have an account (contract/rest-api.md D22), else by
 * an invitation, mailed in the actor's language, that their first sign-in turns into an access.
 *
 * @throws DomainError `team_invitation.management_forbidden`, `team_invitation.role_too_high`,
 *   `team_invitation.ambiguous_email`, `team_invitation.already_exists`, `team_access.already_exists`
 */
export const makeInviteToTeam =
  ({ unitOfWork, clock, ids, mailSettings }: Deps): InviteToTeam =>
  (actor, { teamId, email: written, role }) =>
    unitOfWork.run(async (stores) => {
      const { teams, teamAccesses, teamInvitations, users, outgoingMails, outbox, audit } = stores;
      const team = await teams.lock(teamId);
      if (!team) throw new DomainError('team_invitation.management_forbidden', 'No such team');
      ensureMayInvite((await teamAccesses.standing(teamId, actor.userId)).role, role);
      const email = written.toLowerCase();
      const createdAt = clock.now();
      const dates = { createdAt, updatedAt: createdAt };
      const event = { at: createdAt, ...aboutTeam(team) };
      const known = chooseInvited(await users.listByEmail(email));
      if (known) {
        const accessId = ids.next<TeamAccessId>();
        await teamAccesses.insert({ id: accessId, teamId, userId: known.id, role, ...dates });
        const change = { teamId, userId: known.id, operation: 'add', at: createdAt } as const;
        await queueMembershipChange(stores, change);
        await audit.append(actor, {
          ...event,
          action: 'team_access.granted',
          subjectId: known.id,
          details: { role },
        });
        return { outcome: 'access_created', accessId };
      }
      const invitation: TeamInvitation = {
        id: ids.next<TeamInvitationId>(),
        email,
        teamId,
        role,
        issuerId: actor.userId,
        expiresAt: expiryOfInvitation(createdAt),
        ...dates,
      };
      await teamInvitations.insert(invitation);
      await audit.append(actor, { ...event, action: 'team_invitation.sent', details: { email, role } });
      const outgoingMailId = ids.next<OutgoingMailId>();
      await outgoingMails.insert({
        id: outgoingMailId,
        recipient: email,
        language: actor.language,
        status: 'ready',
        content: { kind: 'team_invitation', team: team.name, role, link: mailSettings.siteUrl },
        ...dates,
      });
      await outbox.append({ name: 'deliver_mail', outgoingMailId });
      return { outcome: 'invited', invitation: { ...invitation, isExpired: false } };
    });
