import type { Authenticator, AuthenticatorKind } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId } from '../../../domain/shared/ids.ts';

/** An authenticator as its owner sees it. */
export type AuthenticatorView = Readonly<{
  id: AuthenticatorId;
  kind: AuthenticatorKind;
  name: string;
  createdAt: Date;
  /** Null until it is used after its enrolment. */
  lastUsedAt: Date | null;
  /** Whether its maker attested that it cannot be copied. */
  isHardware: boolean;
  /** Whether it has a copy elsewhere, as the owner's other devices. */
  isBackedUp: boolean;
}>;

export const authenticatorView = (authenticator: Authenticator): AuthenticatorView => {
  const { id, kind, name, createdAt, lastUsedAt } = authenticator;
  const key = authenticator.kind === 'passkey' ? authenticator : { isHardware: false, isBackedUp: false };
  return {
    id,
    kind,
    name,
    createdAt,
    lastUsedAt,
    isHardware: key.isHardware,
    isBackedUp: key.isBackedUp,
  };
};
