import { readRecoveryCode } from '../../../../domain/identity/recovery-code.ts';
import type { TextDigest } from '../../../shared/system.ts';
import type { FactorSettings } from '../factor-settings.ts';
import { recoveryCodeId } from '../new-recovery-codes.ts';
import { makeNoteFactor, makeTellOwner } from '../note-factor.ts';
import { type CodeDeps, type FactorAttempt, type FactorVerdict, makeVerifyCode } from './verify-code.ts';

type Deps = CodeDeps & { digest: TextDigest; factorSettings: FactorSettings };
export type VerifyRecoveryCode = (attempt: FactorAttempt) => Promise<FactorVerdict>;

/** Verifies a recovery code, which is used up by that. The owner is told how many are left. */
export const makeVerifyRecoveryCode = (deps: Deps): VerifyRecoveryCode => {
  const { digest, factorSettings } = deps;
  const noteFactor = makeNoteFactor(deps);
  const tellOwner = makeTellOwner(deps);

  return makeVerifyCode(deps)('recovery_code', async (stores, owner, { mailboxId, code, origin }) => {
    const read = readRecoveryCode(code);
    if (read === undefined) return false;
    const isRight = await stores.recoveryCodes.use(mailboxId, recoveryCodeId(digest, read));
    if (!isRight) return false;
    const left = (await stores.recoveryCodes.leftOf(mailboxId))?.left ?? 0;
    await noteFactor(stores, owner, { action: 'mailbox.recovery_code_used', origin, details: { left } });
    await tellOwner(stores, owner, {
      kind: 'recovery_code_used',
      address: owner.account.address,
      left: String(left),
      link: factorSettings.accountPage,
    });
    return true;
  });
};
