import { type Factor, levelOf, satisfies } from './authentication-level.ts';
import type { AuthenticatorKind } from './authenticator.ts';
import type { SecondFactorState } from './mailbox-account.ts';

/** What completes a sign-in that began with the password. */
export type SecondFactor = Exclude<Factor, 'pwd'>;

/** What somebody who gave the right password has to do next. */
export type SecondStep =
  /** Nothing: the password is all that is asked for. */
  | Readonly<{ kind: 'none' }>
  /** Prove one of these. */
  | Readonly<{ kind: 'factor'; factors: readonly SecondFactor[] }>
  /** Get a second factor, and prove it. */
  | Readonly<{ kind: 'enrolment' }>
  /** Nothing helps: the service asks for what they cannot prove. */
  | Readonly<{ kind: 'unreachable' }>;

type Facts = Readonly<{
  /** What they can prove besides the password. */
  held: readonly SecondFactor[];
  /** Whether they need a second factor whatever the service asks for. */
  isRequired: boolean;
  /** Levels of which the service needs one; undefined: any will do. */
  essentialAcrs: readonly string[] | undefined;
  /** What people can have here. */
  offered: readonly Factor[];
}>;

/** What somebody can prove besides the password; recovery codes stand in for authenticators only. */
export function heldFactors(
  authenticators: readonly Readonly<{ kind: AuthenticatorKind; isHardware: boolean }>[],
  recoveryCodesLeft: number,
): readonly SecondFactor[] {
  const held = authenticators.map(({ kind, isHardware }): SecondFactor => {
    if (kind === 'totp') return 'totp';
    return isHardware ? 'hardware_key' : 'passkey';
  });
  const hasCodes = held.length > 0 && recoveryCodesLeft > 0;
  return [...new Set<SecondFactor>([...held, ...(hasCodes ? (['recovery_code'] as const) : [])])];
}

/**
 * Who has a second factor proves it at every sign-in; who has none gets one where the service or the domain needs it.
 * A second factor that does not reach what the service needs is of no use for it, as a recovery code for eidas2.
 */
export function secondStepOf({ held, isRequired, essentialAcrs, offered }: Facts): SecondStep {
  const suffices = (factors: readonly Factor[]): boolean =>
    essentialAcrs === undefined || satisfies(essentialAcrs, levelOf(factors));
  const usable = held.filter((factor) => suffices(['pwd', factor]));
  if (usable.length > 0) return { kind: 'factor', factors: usable };
  if (held.length > 0) return { kind: 'unreachable' };
  if (!isRequired && suffices(['pwd'])) return { kind: 'none' };
  const isWithinReach = offered.some((factor) => factor !== 'pwd' && suffices(['pwd', factor]));
  return { kind: isWithinReach ? 'enrolment' : 'unreachable' };
}

/** Whether a password alone is no sign-in of theirs, whatever a service asks for. */
export const needsSecondFactor = ({ isEnrolled, requiredFrom }: SecondFactorState, now: Date): boolean =>
  isEnrolled || (requiredFrom !== null && requiredFrom <= now);
