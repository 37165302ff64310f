import type { PasswordEstimate } from '../../../domain/identity/password-rules.ts';

/** Estimates how many guesses a password withstands. */
export interface PasswordStrength {
  /**
   * @param password no longer than `PASSWORD_MAX_LENGTH`
   * @param known words that an attacker tries first: those about the person
   */
  estimate(password: string, known: readonly string[]): Promise<PasswordEstimate>;
}
