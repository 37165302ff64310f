import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import type { MailDomainAccessId, TeamAccessId } from '../../domain/shared/ids.ts';
import type { User } from '../../domain/user/user.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories } from '../ports/unit-of-work.ts';

type Deps = { clock: Clock; ids: IdGenerator };
type ConvertInvitations = (
  repositories: Pick<Repositories, 'invitations' | 'teamAccesses' | 'mailDomainAccesses' | 'audit'>,
  user: User,
  origin: RequestOrigin,
) => Promise<void>;

/** Gives somebody who signs in for the first time what their e-mail was invited to. */
export const makeConvertInvitations =
  ({ clock, ids }: Deps): ConvertInvitations =>
  async ({ invitations, teamAccesses, mailDomainAccesses, audit }, user, origin) => {
    if (user.email === null) return;
    const now = clock.now();
    const author = { userId: user.id, origin };
    const stamp = { userId: user.id, createdAt: now, updatedAt: now };
    for (const grant of await invitations.takeValid(user.email, now)) {
      const { label, organizationId, role } = grant;
      const event = { at: now, label, organizationId, subjectId: user.id, details: { role } };
      if (grant.kind === 'team') {
        const { teamId } = grant;
        const id = ids.next<TeamAccessId>();
        await teamAccesses.insertIfAbsent({ id, teamId, role: grant.role, ...stamp });
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
