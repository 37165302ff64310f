import {
  estimatedPasswordFaults,
  type PasswordFault,
  type PasswordWeakness,
  plainPasswordFaults,
} from '../../../domain/identity/password-rules.ts';
import { personalParts } from '../../../domain/identity/personal-texts.ts';
import { type PasswordOwner, personalTextsOf } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';
import type { PasswordStrength } from './password-strength.ts';

/** Why a password is not taken (no faults: it is), and what makes it easy to guess. */
export type PasswordJudgement = Readonly<{
  faults: readonly PasswordFault[];
  weaknesses: readonly PasswordWeakness[];
}>;

type Deps = { passwordStrength: PasswordStrength; passwordSettings: Pick<PasswordSettings, 'minimalScore'> };
export type JudgePassword = (password: string, owner: PasswordOwner) => Promise<PasswordJudgement>;

/** Judges a password that the owner of a mailbox wants to have, by all rules at once. */
export const makeJudgePassword =
  ({ passwordStrength, passwordSettings }: Deps): JudgePassword =>
  async (password, owner) => {
    const about = personalTextsOf(owner);
    const plain = plainPasswordFaults(password, about);
    if (plain.includes('too_long')) return { faults: plain, weaknesses: [] };
    const estimate = await passwordStrength.estimate(password, personalParts(about));
    const estimated = estimatedPasswordFaults(estimate, passwordSettings.minimalScore);
    const faults = [...plain, ...estimated];
    return { faults, weaknesses: faults.length === 0 ? [] : estimate.weaknesses };
  };
