import { withStepTaken } from '../../../../domain/identity/authenticator.ts';
import { isUnreadable } from '../../../../domain/shared/unreadable.ts';
import { makeNoteFactor } from '../note-factor.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { type CodeDeps, type FactorAttempt, type FactorVerdict, makeVerifyCode } from './verify-code.ts';

export type VerifyTotp = (attempt: FactorAttempt) => Promise<FactorVerdict>;

/**
 * Verifies a code of one of somebody's authenticator applications. Each is good once: neither it nor one before it is taken
 * again from that application, by whichever process.
 */
export const makeVerifyTotp = (deps: CodeDeps & { oneTimeCodes: OneTimeCodes }): VerifyTotp => {
  const { oneTimeCodes, clock } = deps;
  const noteFactor = makeNoteFactor(deps);

  return makeVerifyCode(deps)('totp', async (stores, owner, { mailboxId, code, origin }) => {
    const now = clock.now();
    for (const totp of await stores.authenticators.lockAllOf(mailboxId)) {
      if (totp.kind !== 'totp' || isUnreadable(totp.secret)) continue;
      const step = oneTimeCodes.stepOf(totp.secret, code, now, totp.lastStep);
      if (step === undefined) continue;
      await stores.authenticators.update(withStepTaken(totp, step, now));
      const details = { factor: 'totp', name: totp.name };
      await noteFactor(stores, owner, { action: 'mailbox.factor_verified', origin, details });
      return true;
    }
    return false;
  });
};
