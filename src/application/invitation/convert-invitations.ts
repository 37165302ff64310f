import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import type { InvitationGrant } from '../../domain/invitation/invitation.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import type { MailDomainAccessId, TeamAccessId } from '../../domain/shared/ids.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import { queueMembershipChange, type WebhookStores } from '../webhook/delivery/queue-deliveries.ts';

type Deps = { clock: Clock; ids: IdGenerator };
type ConvertInvitations = (
  repositories: WebhookStores &
    Pick<Repositories, 'invitations' | 'teamAccesses' | 'mailDomainAccesses' | 'audit'>,
  user: User,
  origin: RequestOrigin,
) => Promise<void>;

/** Sorts grants by team id, the order in which all transactions lock the webhooks of several teams. */
const byTeam = (a: InvitationGrant, b: InvitationGrant): number => {
  if (a.kind !== 'team' || b.kind !== 'team') return Number(b.kind === 'team') - Number(a.kind === 'team');
  return a.teamId < b.teamId ? -1 : 1;
};

/** Gives a person whose address is verified for the first time the accesses that it was invited to. */
export const makeConvertInvitations =
  ({ clock, ids }: Deps): ConvertInvitations =>
  async (repositories, user, origin) => {
    const { invitations, teamAccesses, mailDomainAccesses, audit } = repositories;
    const email = verifiedEmail(user);
    if (email === null) return;
    const now = clock.now();
    const author = { userId: user.id, origin };
    const stamp = { userId: user.id, createdAt: now, updatedAt: now };
    const grants = await invitations.takeValid(email, now);
    for (const grant of [...grants].sort(byTeam)) {
      const { label, organizationId, role } = grant;
      const event = { at: now, label, organizationId, subjectId: user.id, details: { role } };
      if (grant.kind === 'team') {
        const { teamId } = grant;
        const id = ids.next<TeamAccessId>();
        const isNew = await teamAccesses.insertIfAbsent({ id, teamId, role: grant.role, ...stamp });
        if (isNew) {
          const change = { teamId, userId: user.id, operation: 'add', at: now } as const;
          await queueMembershipChange(repositories, change);
        }
        await audit.append(author, { ...event, action: 'team_invitation.accepted', objectId: teamId });
      } else {
        const { mailDomainId } = grant;
        const id = ids.next<MailDomainAccessId>();
        await mailDomainAccesses.insertIfAbsent({ id, mailDomainId, role: grant.role, ...stamp });
        const action = 'mail_domain_invitation.accepted';
        await audit.append(author, { ...event, action, objectId: mailDomainId });
      }
    }
  };
