import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import {
  byPlace,
  type InvitationGrant,
  type ReceivedInvitation,
} from '../../domain/invitation/invitation.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import type { MailDomainAccessId, TeamAccessId } from '../../domain/shared/ids.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import { queueMembershipChange, type WebhookStores } from '../webhook/delivery/queue-deliveries.ts';

type Deps = { clock: Clock; ids: IdGenerator };
/** The stores that accepting an invitation reads and writes. */
export type AcceptanceStores = WebhookStores &
  Pick<
    Repositories,
    'invitations' | 'teams' | 'teamAccesses' | 'mailDomains' | 'mailDomainAccesses' | 'audit'
  >;

/** Locks the place of an invitation, as those who send, repeat and withdraw it do before they write it. */
export async function lockPlace(
  { teams, mailDomains }: Pick<AcceptanceStores, 'teams' | 'mailDomains'>,
  grant: InvitationGrant,
): Promise<void> {
  if (grant.kind === 'team') await teams.lock(grant.teamId);
  else await mailDomains.lock(grant.mailDomainId);
}

/** What the audit log says of an invited person's answer. */
export const answerEvent = (
  { label, organizationId, role, ...grant }: InvitationGrant,
  { id: subjectId }: Pick<User, 'id'>,
  answer: 'accepted' | 'declined',
  at: Date,
): AuditEvent => ({
  at,
  action: `${grant.kind}_invitation.${answer}`,
  objectId: grant.kind === 'team' ? grant.teamId : grant.mailDomainId,
  label,
  organizationId,
  subjectId,
  details: { role },
});

/** Turns an invitation of a person into the access; undefined when it is gone or has expired. */
export type TurnIntoAccess = (
  stores: AcceptanceStores,
  user: User,
  origin: RequestOrigin,
  invitation: ReceivedInvitation,
) => Promise<InvitationGrant | undefined>;

export const makeTurnIntoAccess =
  ({ clock, ids }: Deps): TurnIntoAccess =>
  async (stores, user, origin, invitation) => {
    const { invitations, teamAccesses, mailDomainAccesses, audit } = stores;
    const at = clock.now();
    const email = verifiedEmail(user);
    if (email === null) return undefined;
    await lockPlace(stores, invitation);
    const grant = await invitations.takeValid(invitation.id, email, at);
    if (!grant) return undefined;
    const stamp = { userId: user.id, createdAt: at, updatedAt: at };
    if (grant.kind === 'team') {
      const { teamId, role } = grant;
      const isNew = await teamAccesses.insertIfAbsent({
        id: ids.next<TeamAccessId>(),
        teamId,
        role,
        ...stamp,
      });
      if (isNew) await queueMembershipChange(stores, { teamId, userId: user.id, operation: 'add', at });
    } else {
      const { mailDomainId, role } = grant;
      const id = ids.next<MailDomainAccessId>();
      await mailDomainAccesses.insertIfAbsent({ id, mailDomainId, role, ...stamp });
    }
    await audit.append({ userId: user.id, origin }, answerEvent(grant, user, 'accepted', at));
    return grant;
  };

/** Gives a person whose address is verified the accesses that it was invited to. */
export const makeConvertInvitations = (deps: Deps) => {
  const turnIntoAccess = makeTurnIntoAccess(deps);
  return async (stores: AcceptanceStores, user: User, origin: RequestOrigin): Promise<void> => {
    const email = verifiedEmail(user);
    if (email === null) return;
    const received = await stores.invitations.listValid(email, deps.clock.now());
    for (const invitation of [...received].sort(byPlace)) {
      await turnIntoAccess(stores, user, origin, invitation);
    }
  };
};
