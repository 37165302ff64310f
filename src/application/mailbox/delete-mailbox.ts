import type { MailboxId } from '../../domain/shared/ids.ts';
import { endMailboxSessions } from '../identity/provider/end-mailbox-sessions.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { lockMailboxFor } from './lock-mailbox-for.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailboxes' | 'audit' | 'openidSessions' | 'outbox'>
  >;
  clock: Clock;
};
export type DeleteMailbox = (actor: Actor | Operator, slug: string, id: MailboxId) => Promise<void>;

/**
 * Deletes a mailbox that the provisioner does not have: refused, or not requested yet.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`,
 *   `mailbox.already_provisioned`, `mailbox.being_created` when it was requested without an answer, so that it may exist
 */
export const makeDeleteMailbox =
  ({ unitOfWork, clock }: Deps): DeleteMailbox =>
  (actor, slug, id) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, { slug, id }, 'delete');
      await endMailboxSessions(stores, [id], { clock });
      await stores.mailboxes.delete(id);
      await stores.audit.append(actor, {
        ...addressAuditSubject(mailbox, mailDomain, actor),
        at: clock.now(),
        action: 'mailbox.deleted',
      });
    });
