import { HYGIENE_DEVIATIONS } from './deviations-of-hygiene.ts';
import { MAIL_DEVIATIONS } from './deviations-of-mail.ts';
import { SIGN_IN_DEVIATIONS } from './deviations-of-sign-in.ts';
import type { DeviationRule } from './rule.ts';

/** Every place where we answer otherwise than the reference on purpose (contract/rest-api.md 7). */
export const DEVIATIONS: readonly DeviationRule[] = [
  ...HYGIENE_DEVIATIONS,
  ...SIGN_IN_DEVIATIONS,
  ...MAIL_DEVIATIONS,
];
