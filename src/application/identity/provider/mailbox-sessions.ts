import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { queueSignOutNotices } from './end-mailbox-sessions.ts';
import type { EndedSignIn } from './openid-sessions.ts';

type Stores = Pick<Repositories, 'openidSessions' | 'outbox' | 'audit' | 'mailboxes' | 'mailDomains'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

/** The owner of a mailbox, who is no person of the application: an entry names the mailbox, and where they called from. */
const byOwner = (origin: RequestOrigin): AuditAuthor => ({ userId: null, origin });

async function record(
  { audit, mailboxes, mailDomains }: Stores,
  action: 'mailbox.signed_out' | 'mailbox.sessions_ended',
  mailboxId: MailboxId,
  { at, origin, ended }: { at: Date; origin: RequestOrigin; ended: readonly EndedSignIn[] },
): Promise<void> {
  const mailbox = await mailboxes.find(mailboxId);
  const mailDomain = mailbox && (await mailDomains.find(mailbox.mailDomainId));
  if (!mailbox || !mailDomain) return;
  await audit.append(byOwner(origin), {
    at,
    action,
    objectId: mailboxId,
    label: mailboxAddress(mailbox.localPart, mailDomain.name),
    organizationId: mailDomain.organizationId,
    details: { clients: [...new Set(ended.map(({ clientId }) => clientId))] },
  });
}

/** Ends one session, and tells its clients; false when the mailbox has no such session. */
export type EndMailboxSession = (
  mailboxId: MailboxId,
  sessionId: string,
  origin: RequestOrigin,
) => Promise<boolean>;

export const makeEndMailboxSession =
  ({ unitOfWork, clock }: Deps): EndMailboxSession =>
  (mailboxId, sessionId, origin) =>
    unitOfWork.run(async (stores) => {
      const at = clock.now();
      const ended = await stores.openidSessions.end(mailboxId, sessionId);
      if (!ended) return false;
      await queueSignOutNotices(stores.outbox, ended, at);
      await record(stores, 'mailbox.signed_out', mailboxId, { at, origin, ended });
      return true;
    });

/** Ends all sessions but one, with all that outlived its session, and tells the clients. */
export type EndOtherMailboxSessions = (
  mailboxId: MailboxId,
  keptSessionId: string,
  origin: RequestOrigin,
) => Promise<void>;

export const makeEndOtherMailboxSessions =
  ({ unitOfWork, clock }: Deps): EndOtherMailboxSessions =>
  (mailboxId, keptSessionId, origin) =>
    unitOfWork.run(async (stores) => {
      const at = clock.now();
      const ended = await stores.openidSessions.endOthersOf(mailboxId, keptSessionId);
      await queueSignOutNotices(stores.outbox, ended, at);
      await record(stores, 'mailbox.sessions_ended', mailboxId, { at, origin, ended });
    });
