import { ensureMayOnMailbox, isOwnMailbox } from '../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { queueSignOutNotices } from '../identity/provider/end-mailbox-sessions.ts';
import type { MailboxSession, OpenidSessionQueries } from '../identity/provider/openid-sessions.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { lockMailboxFor } from './lock-mailbox-for.ts';
import type { MailboxQueries } from './mailbox-queries.ts';

type Target = Readonly<{ slug: string; id: MailboxId }>;

/**
 * Where the owner of a mailbox is signed in by our OpenID provider, the latest first, for those who manage its domain.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`
 */
export type ListOwnerSessions = (actor: Actor, target: Target) => Promise<readonly MailboxSession[]>;

type ListDeps = {
  mailDomainQueries: MailDomainQueries;
  mailboxQueries: MailboxQueries;
  openidSessionQueries: Pick<OpenidSessionQueries, 'listOf'>;
  clock: Clock;
};

export const makeListOwnerSessions =
  ({ mailDomainQueries, mailboxQueries, openidSessionQueries, clock }: ListDeps): ListOwnerSessions =>
  async (actor, { slug, id }) => {
    const { role, ...mailDomain } = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const mailbox = await mailboxQueries.find(mailDomain.id, id);
    if (!mailbox) throw new DomainError('mailbox.not_found', 'No such mailbox');
    ensureMayOnMailbox(role, isOwnMailbox(mailbox, mailDomain.name, actor.email), 'listSessions');
    return openidSessionQueries.listOf(id, clock.now());
  };

/**
 * Signs the owner of a mailbox out of one session, or of all with all that outlived its session, and tells the clients.
 *
 * @param sessionId of a list; undefined: all
 * @returns how many sign-ins at clients ended
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `session.not_found`
 */
export type EndOwnerSessions = (
  actor: Actor,
  target: Target,
  sessionId: string | undefined,
) => Promise<number>;

type EndDeps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailboxes' | 'openidSessions' | 'outbox' | 'audit'>
  >;
  clock: Clock;
};

export const makeEndOwnerSessions =
  ({ unitOfWork, clock }: EndDeps): EndOwnerSessions =>
  (actor, target, sessionId) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, target, 'endSessions');
      const ended =
        sessionId === undefined
          ? await stores.openidSessions.endAllOf([mailbox.id])
          : await stores.openidSessions.end(mailbox.id, sessionId);
      if (!ended) throw new DomainError('session.not_found', 'No such session of this mailbox');
      const at = clock.now();
      await queueSignOutNotices(stores.outbox, ended, at);
      await stores.audit.append(actor, {
        ...addressAuditSubject(mailbox, mailDomain, actor),
        at,
        action: 'mailbox.sessions_ended',
        details: { clients: [...new Set(ended.map(({ clientId }) => clientId))] },
      });
      return ended.length;
    });
