import { ownsMailbox } from '../../../domain/identity/administration/factor-reset.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { FactorResetId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { lockMailboxOf, type PlacedMailbox } from './factor-administrator.ts';
import { makeQueueResetMails, type ResetMailDeps, toldOf } from './reset-mails.ts';

type Deps = ResetMailDeps & {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailboxes' | 'factorResets' | 'outgoingMails' | 'outbox' | 'audit'>
  >;
};

/**
 * Withdraws a request, by whoever made it or another who looks after the domain, whatever became of the mailbox. Who was told of the
 * request is told.
 *
 * @throws DomainError those of `lockMailboxOf`; `factor_reset.not_found` when it was confirmed, cancelled or replaced
 */
export type CancelFactorReset = (
  by: Actor,
  target: PlacedMailbox & Readonly<{ resetId: FactorResetId }>,
) => Promise<void>;

export const makeCancelFactorReset = (deps: Deps): CancelFactorReset => {
  const { unitOfWork, clock } = deps;
  const queueResetMails = makeQueueResetMails(deps);
  return (by, target) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxOf(stores, by, target, 'cancelFactorReset');
      const reset = await stores.factorResets.findOf(mailbox.id);
      if (reset?.id !== target.resetId) throw new DomainError('factor_reset.not_found', 'No such request');
      await stores.factorResets.remove(reset.id);
      const guardians = await stores.factorResets.guardiansOf(mailDomain.id);
      const owns = (email: string | null) => ownsMailbox(mailbox, mailDomain, email);
      await queueResetMails(
        stores,
        { mailbox, mailDomain, by },
        'cancelled',
        toldOf(guardians, { owns, by }),
      );
      await stores.audit.append(by, {
        ...addressAuditSubject(mailbox, mailDomain, by),
        at: clock.now(),
        action: 'mailbox.factor_reset_cancelled',
      });
    });
};
