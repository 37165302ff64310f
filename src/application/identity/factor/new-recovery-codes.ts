import {
  RECOVERY_CODES,
  type RecoveryCode,
  readRecoveryCode,
  recoveryCodeOf,
} from '../../../domain/identity/recovery-code.ts';
import type { MailboxId, RecoveryCodeId } from '../../../domain/shared/ids.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';

export type RecoveryCodeDeps = { clock: Clock; secrets: SecretGenerator; digest: TextDigest };

/** Under which a code is stored. It has 80 random bits, which need neither salt nor a slow hash. @param code in its one spelling */
export const recoveryCodeId = (digest: TextDigest, code: string): RecoveryCodeId =>
  digest.sha256(code) as RecoveryCodeId;

/** Draws a set of codes. `shown`: as their owner sees them, this once. */
export function newRecoveryCodes(
  { clock, secrets, digest }: RecoveryCodeDeps,
  mailboxId: MailboxId,
): Readonly<{ shown: readonly string[]; codes: readonly RecoveryCode[] }> {
  const createdAt = clock.now();
  const shown = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(digest.sha256(secrets.next(32))));
  const codes = shown.map((code) => ({
    id: recoveryCodeId(digest, readRecoveryCode(code) ?? code),
    mailboxId,
    createdAt,
  }));
  return { shown, codes };
}
