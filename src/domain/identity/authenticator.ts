import type { AuthenticatorId, MailboxId } from '../shared/ids.ts';
import { problemsOfLine, singleLine } from '../shared/single-line-text.ts';
import { isLongerThan } from '../shared/text-length.ts';
import type { Unreadable } from '../shared/unreadable.ts';

export const AUTHENTICATOR_KINDS = ['totp', 'passkey'] as const;
export type AuthenticatorKind = (typeof AUTHENTICATOR_KINDS)[number];

type Common = Readonly<{
  id: AuthenticatorId;
  mailboxId: MailboxId;
  /** What its owner calls it. */
  name: string;
  createdAt: Date;
  /** Null until it is used after its enrolment. */
  lastUsedAt: Date | null;
}>;

/** An authenticator application, which shows codes (RFC 6238). */
export type Totp = Common &
  Readonly<{
    kind: 'totp';
    /** In base32. */
    secret: string | Unreadable;
    /** The time step of the last code that was taken: that one and those before are good no more. */
    lastStep: number;
  }>;

/** A key pair of which we have the public half (Web Authentication, Level 3). */
export type Passkey = Common &
  Readonly<{
    kind: 'passkey';
    /** In base64url, as the other members of the protocol. */
    credentialId: string;
    /** A COSE key (RFC 9052). */
    publicKey: string;
    /** How often it has signed; 0 for keys that do not count. */
    signCount: number;
    /** How browsers reach it, such as `usb` or `internal`: a hint for them. */
    transports: readonly string[];
    /** Whether there is a copy elsewhere. */
    isBackedUp: boolean;
    /** Whether a maker that the operator trusts attested that it cannot leave its device. */
    isHardware: boolean;
    /** The model, as it says itself. */
    aaguid: string;
    /** The name that it belongs to; it works nowhere else. */
    rpId: string;
  }>;

/** What somebody proves a second factor with, or signs in with alone. */
export type Authenticator = Totp | Passkey;

/** Authenticators of one person. */
export const MOST_AUTHENTICATORS = 10;

/** Longest name, in characters. */
export const AUTHENTICATOR_NAME_MAX_LENGTH = 64;

/** A name as it is stored; undefined for an empty one, one that is too long, and one of several lines. */
export function readAuthenticatorName(written: string): string | undefined {
  const name = singleLine(written);
  const isTaken =
    name !== '' && problemsOfLine(name).length === 0 && !isLongerThan(name, AUTHENTICATOR_NAME_MAX_LENGTH);
  return isTaken ? name : undefined;
}

/** The application after a code of that time step was taken. */
export const withStepTaken = (totp: Totp, step: number, at: Date): Totp => ({
  ...totp,
  lastStep: step,
  lastUsedAt: at,
});

/**
 * Whether a key that presents this counter has a copy that was used meanwhile (Web Authentication, section 6.1.1). Keys
 * that do not count always present 0.
 */
export const isCloned = ({ signCount }: Pick<Passkey, 'signCount'>, presented: number): boolean =>
  (presented > 0 || signCount > 0) && presented <= signCount;
