import {
  confirmersAmong,
  type FactorReset,
  isConfirmable,
  newFactorReset,
  ownsMailbox,
} from '../../../domain/identity/administration/factor-reset.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { FactorResetId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { Actor } from '../../shared/actor.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import { makeCountAction } from '../../shared/throttling/count-action.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { lockMailboxOf, type PlacedMailbox } from './factor-administrator.ts';
import { makeQueueResetMails, type ResetMailDeps, toldOf } from './reset-mails.ts';

type Deps = ResetMailDeps & {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      | 'mailDomains'
      | 'mailboxes'
      | 'authenticators'
      | 'recoveryCodes'
      | 'factorResets'
      | 'outgoingMails'
      | 'outbox'
      | 'audit'
    >
  >;
  actionCounters: ActionCounters;
};

/**
 * Asks for the factors of a mailbox's owner to be taken away. Another person who looks after the domain confirms it within 7 days;
 * where there is none, who asked may. The owner and the other administrators are told.
 *
 * @throws DomainError those of `lockMailboxOf`; `factor_reset.nothing_to_reset`; `factor_reset.already_requested`;
 *   `factor_reset.own_mailbox` to the owner of the mailbox where nobody else could confirm it; `request.throttled`
 */
export type RequestFactorReset = (by: Actor, target: PlacedMailbox) => Promise<FactorReset>;

export const makeRequestFactorReset = (deps: Deps): RequestFactorReset => {
  const { unitOfWork, clock, ids } = deps;
  const countAction = makeCountAction(deps);
  const queueResetMails = makeQueueResetMails(deps);

  return async (by, target) => {
    await countAction('mail_by', by.userId);
    return unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxOf(stores, by, target, 'resetFactors');
      const hasFactors =
        (await stores.authenticators.listOf(mailbox.id)).length > 0 ||
        (await stores.recoveryCodes.leftOf(mailbox.id)) !== null;
      if (!hasFactors) throw new DomainError('factor_reset.nothing_to_reset', 'There is no second factor');
      const now = clock.now();
      const guardians = await stores.factorResets.guardiansOf(mailDomain.id);
      const former = await stores.factorResets.findOf(mailbox.id);
      if (former && isConfirmable(former, guardians, now)) {
        throw new DomainError('factor_reset.already_requested', 'It waits for its confirmation');
      }
      const owns = (email: string | null) => ownsMailbox(mailbox, mailDomain, email);
      const needsSecond = confirmersAmong(guardians, by.userId, owns).length > 0;
      if (!needsSecond && owns(by.email)) {
        throw new DomainError('factor_reset.own_mailbox', 'Nobody resets their own factors alone');
      }
      if (former) await stores.factorResets.remove(former.id);
      const reset = newFactorReset({
        id: ids.next<FactorResetId>(),
        mailboxId: mailbox.id,
        requestedBy: by.userId,
        needsSecond,
        createdAt: now,
      });
      await stores.factorResets.insert(reset);
      await queueResetMails(
        stores,
        { mailbox, mailDomain, by },
        'requested',
        toldOf(guardians, { owns, by }),
      );
      await stores.audit.append(by, {
        ...addressAuditSubject(mailbox, mailDomain, by),
        at: now,
        action: 'mailbox.factor_reset_requested',
        details: { needsSecond },
      });
      return reset;
    });
  };
};
