import type { Passkey } from '../../../../domain/identity/authenticator.ts';

/** A ceremony that a browser is asked for: what its script is given (JSON), and the challenge in it. */
export type PasskeyCeremony = Readonly<{ challenge: string; options: unknown }>;

/** What a response says of itself, unverified. */
export type PresentedPasskey = Readonly<{
  challenge: string;
  credentialId: string;
  /** Whose passkey it is, as `PasskeyUser.handle`; null when it is not said. */
  userHandle: string | null;
}>;

/** Whom a new passkey is for. */
export type PasskeyUser = Readonly<{
  /** Comes back with every use of the passkey. */
  handle: string;
  /** What browsers list the passkey under. */
  name: string;
  displayName: string;
}>;

/** What a new passkey has from its device. */
export type NewPasskey = Pick<
  Passkey,
  'credentialId' | 'publicKey' | 'signCount' | 'transports' | 'isBackedUp' | 'isHardware' | 'aaguid' | 'rpId'
>;

/** A key as browsers look for it. */
type KnownKey = Pick<Passkey, 'credentialId' | 'transports'>;

/**
 * Passkeys (Web Authentication, Level 3) of one name and origin. Responses come from browsers: they may be any JSON value,
 * and what is wrong with one is told to nobody.
 */
export interface PasskeyVerifier {
  /** The name that passkeys belong to: a host, or a domain above it. */
  readonly rpId: string;
  /** A new passkey: found by the browser without a name, unlocked by a PIN or the like; none of those that are known. */
  beginEnrolment(
    user: PasskeyUser,
    known: readonly KnownKey[],
    serviceName: string,
  ): Promise<PasskeyCeremony>;
  /** A proof by one of these passkeys; by any of this name where none is given. */
  beginProof(allowed: readonly KnownKey[]): Promise<PasskeyCeremony>;
  /** Undefined for what is no response. */
  read(response: unknown): PresentedPasskey | undefined;
  /** The passkey that answers the challenge; undefined when it does not, or was not unlocked for it. */
  verifyEnrolment(response: unknown, challenge: string): Promise<NewPasskey | undefined>;
  /**
   * The state of a passkey that answers the challenge; undefined when it does not, or was not unlocked for it. Whether the
   * count is greater than before is for the caller to see.
   */
  verifyProof(
    response: unknown,
    challenge: string,
    passkey: Pick<Passkey, 'credentialId' | 'publicKey'>,
  ): Promise<Pick<Passkey, 'signCount' | 'isBackedUp'> | undefined>;
}
