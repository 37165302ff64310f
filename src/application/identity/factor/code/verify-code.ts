import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import type { MailboxId } from '../../../../domain/shared/ids.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { ActionCounters } from '../../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../../unit-of-work.ts';
import { findPasswordOwner, type PasswordOwner } from '../../password/password-owner.ts';
import { makeNoteFactor, makeTellOwner, type NotingDeps, type NotingStores } from '../note-factor.ts';

export type CodeStores = NotingStores &
  Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations' | 'authenticators' | 'recoveryCodes'>;
export type CodeDeps = NotingDeps & {
  unitOfWork: UnitOfWork<CodeStores>;
  actionCounters: ActionCounters;
  logger: Logger;
};

/** `code`: as it was written, whatever it is. */
export type FactorAttempt = Readonly<{ mailboxId: MailboxId; code: string; origin: RequestOrigin }>;

export type FactorVerdict =
  | Readonly<{ outcome: 'verified'; factor: 'totp' | 'recovery_code'; at: Date }>
  | Readonly<{ outcome: 'refused' }>
  /** There were too many wrong codes. `seconds`: until the next may be tried, at least 1. */
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>;

type CodeFactor = 'totp' | 'recovery_code';

/** Looks at a code in the transaction in which it is used up; whether it is right. */
type Take = (stores: CodeStores, owner: PasswordOwner, attempt: FactorAttempt) => Promise<boolean>;

/**
 * Under what codes are counted: those who tried them knew a password, and a new one keeps them out. Its owner may try codes
 * again at once.
 */
const counterOf = ({ mailbox: { id, passwordHash } }: PasswordOwner): string => `${id} ${passwordHash}`;

/**
 * Verifies a code as a second factor, after the first one was proved. Codes of both kinds are counted together, before they
 * are looked at, so that many at once get no further than one after the other; a right one is given back. Of the fifth wrong
 * one of a day the owner is told: whoever tries them knows the password.
 */
export const makeVerifyCode = (deps: CodeDeps) => {
  const { unitOfWork, actionCounters, clock } = deps;
  const noteFactor = makeNoteFactor(deps);
  const tellOwner = makeTellOwner(deps);

  /** Whether to tell the owner that somebody tries codes. */
  const isWarning = async (mailboxId: MailboxId): Promise<boolean> =>
    (await actionCounters.take('second_factor_guess', mailboxId, clock.now())) > 0 &&
    (await actionCounters.take('second_factor_warning', mailboxId, clock.now())) === 0;

  const refuse = async (factor: CodeFactor, { mailboxId, origin }: FactorAttempt): Promise<void> => {
    // Counters are outside of transactions.
    const warns = await isWarning(mailboxId);
    await unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      if (!owner) return;
      await noteFactor(stores, owner, { action: 'mailbox.factor_refused', origin, details: { factor } });
      if (!warns) return;
      await noteFactor(stores, owner, { action: 'mailbox.factor_guessed', origin, details: { factor } });
      await tellOwner(stores, owner, { kind: 'second_factor_guessed', address: owner.account.address });
    });
    if (warns) deps.logger.warn('too many wrong codes for a mailbox', { mailboxId });
  };

  return (factor: CodeFactor, take: Take) =>
    async (attempt: FactorAttempt): Promise<FactorVerdict> => {
      const { mailboxId } = attempt;
      const known = await unitOfWork.run((stores) => findPasswordOwner(stores, mailboxId, { locks: false }));
      if (!known) return { outcome: 'refused' };
      const at = clock.now();
      const counter = counterOf(known);
      const seconds = await actionCounters.take('second_factor', counter, at);
      if (seconds > 0) return { outcome: 'slowed_down', seconds };
      const isRight = await unitOfWork.run(async (stores) => {
        const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
        return owner !== undefined && take(stores, owner, attempt);
      });
      if (!isRight) {
        await refuse(factor, attempt);
        return { outcome: 'refused' };
      }
      await actionCounters.giveBack('second_factor', counter, at);
      return { outcome: 'verified', factor, at };
    };
};
