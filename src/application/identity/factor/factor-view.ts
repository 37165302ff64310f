import type { Authenticator, AuthenticatorKind } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId } from '../../../domain/shared/ids.ts';
import type { FactorSettings } from './factor-settings.ts';

/** An authenticator as its owner sees it. */
export type AuthenticatorView = Readonly<{
  id: AuthenticatorId;
  kind: AuthenticatorKind;
  name: string;
  createdAt: Date;
  /** Null until it is used after its enrolment. */
  lastUsedAt: Date | null;
  /** Whether a maker that we trust attested that it cannot be copied. */
  isHardware: boolean;
  /** Whether it has a copy elsewhere, as the owner's other devices. */
  isBackedUp: boolean;
}>;

/** Whether it counts as a hardware key: a maker attested it, and the installation takes the word of makers. */
export const isHardwareKey = (
  authenticator: Authenticator,
  { offered }: Pick<FactorSettings, 'offered'>,
): boolean =>
  authenticator.kind === 'passkey' && authenticator.isHardware && offered.includes('hardware_key');

export function authenticatorView(
  authenticator: Authenticator,
  settings: Pick<FactorSettings, 'offered'>,
): AuthenticatorView {
  const { id, kind, name, createdAt, lastUsedAt } = authenticator;
  return {
    id,
    kind,
    name,
    createdAt,
    lastUsedAt,
    isHardware: isHardwareKey(authenticator, settings),
    isBackedUp: authenticator.kind === 'passkey' && authenticator.isBackedUp,
  };
}
