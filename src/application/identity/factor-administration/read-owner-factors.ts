import {
  confirmersAmong,
  type FactorReset,
  isConfirmable,
  ownsMailbox,
} from '../../../domain/identity/administration/factor-reset.ts';
import type { Authenticator } from '../../../domain/identity/authenticator.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MailDomainQueries } from '../../mail-domain/mail-domain-queries.ts';
import type { MailboxQueries } from '../../mailbox/mailbox-queries.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findDomainFor, type PlacedMailbox } from './factor-administrator.ts';
import type { SecondFactorQueries } from './second-factor-queries.ts';

type Deps = {
  mailDomainQueries: MailDomainQueries;
  mailboxQueries: MailboxQueries;
  secondFactorQueries: SecondFactorQueries;
  unitOfWork: UnitOfWork<Pick<Repositories, 'authenticators' | 'recoveryCodes' | 'factorResets'>>;
  clock: Clock;
};

/** A request that waits for its confirmation, and what the reader may do with it. */
export type PendingReset = Pick<FactorReset, 'id' | 'createdAt' | 'expiresAt'> &
  Readonly<{
    requestedBy: Readonly<{ id: UserId; name: string | null; email: string | null }>;
    mayConfirm: boolean;
  }>;

/** What those who look after a domain are told of somebody's factors: no secret, and no name that the owner gave one. */
export type OwnerFactors = Readonly<{
  /** In the order of their enrolment. */
  authenticators: readonly Pick<Authenticator, 'kind' | 'createdAt' | 'lastUsedAt'>[];
  recoveryCodesLeft: number;
  reset: PendingReset | null;
}>;

/** @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mailbox.not_found` */
export type ReadOwnerFactors = (by: Actor, target: PlacedMailbox) => Promise<OwnerFactors>;

export const makeReadOwnerFactors =
  (deps: Deps): ReadOwnerFactors =>
  async (by, { place, id }) => {
    const mailDomain = await findDomainFor(deps, by, place);
    const mailbox = await deps.mailboxQueries.find(mailDomain.id, id);
    if (!mailbox) throw new DomainError('mailbox.not_found', 'No such mailbox');
    return deps.unitOfWork.run(async (stores) => {
      const authenticators = await stores.authenticators.listOf(mailbox.id);
      const codes = await stores.recoveryCodes.leftOf(mailbox.id);
      const reset = await stores.factorResets.findOf(mailbox.id);
      const guardians = reset ? await stores.factorResets.guardiansOf(mailDomain.id) : [];
      const requester = guardians.find(({ id }) => id === reset?.requestedBy);
      const owns = (email: string | null) => ownsMailbox(mailbox, mailDomain, email);
      const isAlone =
        reset?.needsSecond === false && confirmersAmong(guardians, by.userId, owns).length === 0;
      return {
        authenticators: authenticators.map(({ kind, createdAt, lastUsedAt }) => ({
          kind,
          createdAt,
          lastUsedAt,
        })),
        recoveryCodesLeft: codes?.left ?? 0,
        reset:
          reset && requester && isConfirmable(reset, guardians, deps.clock.now())
            ? {
                id: reset.id,
                createdAt: reset.createdAt,
                expiresAt: reset.expiresAt,
                requestedBy: { id: requester.id, name: requester.name, email: requester.email },
                mayConfirm: !owns(by.email) && (by.userId !== reset.requestedBy || isAlone),
              }
            : null,
      };
    });
  };
