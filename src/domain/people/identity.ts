import { registrationIdInClaim } from '../organization/registration-id.ts';
import { EMAIL_MAX_LENGTH, isEmailAddress, normalizeEmail } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import { isVisible, nearestLine, problemsOfLine } from '../shared/single-line-text.ts';
import { cutText, isLongerThan } from '../shared/text-length.ts';
import { claimedEmail, isVouchedFor } from './email-verification.ts';
import { SUB_MAX_LENGTH, USER_NAME_MAX_LENGTH, type User } from './user.ts';

/** The parts of a provider's claims that we store. */
export type Identity = Readonly<{
  sub: string;
  email: string | null;
  /** Whether the provider vouches for `email`; false without an address. */
  emailVerified: boolean;
  name: string | null;
  registrationId: string | null;
}>;

export type ClaimSettings = Readonly<{
  /** Claims that form the full name, in order. */
  fullNameClaims: readonly string[];
  /** Claim that holds the organization's registration id; null when the provider gives none. */
  registrationIdClaim: string | null;
  /** Claims that must be present and not empty, `sub` aside. */
  essentialClaims: readonly string[];
  /** When set, a registration id that does not match counts as absent. */
  registrationIdPattern: RegExp | null;
  /** Whether an address counts as unverified when the provider does not say. */
  emailVerifiedRequired: boolean;
  /** Whether a SIRET or SIREN with wrong check digits counts as absent. */
  registrationIdChecksum: boolean;
}>;

const text = (value: unknown): string | null => {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return isVisible(trimmed) ? trimmed : null;
};

/** Stored exactly as received, since it is compared so: neither trimmed nor composed. */
function readSub(claim: unknown): string | null {
  const sub = text(claim);
  return sub === null || isLongerThan(sub, SUB_MAX_LENGTH) || problemsOfLine(sub).length > 0 ? null : sub;
}

/** Part of a name. */
const readName = (claim: unknown): string => (typeof claim === 'string' ? nearestLine(claim) : '');

function readEmail(claim: unknown): string | null {
  const written = text(claim);
  if (written === null || !isEmailAddress(written)) return null;
  const email = normalizeEmail(written);
  return isLongerThan(email, EMAIL_MAX_LENGTH) ? null : email;
}

/** Providers give claims of several types: blank text, an empty list, null and `false` count as absent. */
const isAbsent = (value: unknown): boolean =>
  typeof value === 'string' || !value ? text(value) === null : Array.isArray(value) && value.every(isAbsent);

/**
 * Reads a provider's claims (contract/rest-api.md 3.14, "From claims to user").
 *
 * @throws DomainError `sign_in.refused` when `sub` or an essential claim is missing or unusable
 */
export function readIdentity(claims: Readonly<Record<string, unknown>>, settings: ClaimSettings): Identity {
  const sub = readSub(claims['sub']);
  if (sub === null) {
    throw new DomainError('sign_in.refused', 'The claims name nobody', { params: { reason: 'sub' } });
  }
  const missing = settings.essentialClaims.find((claim) => isAbsent(claims[claim]));
  if (missing !== undefined) {
    throw new DomainError('sign_in.refused', `The claim ${missing} is missing`, {
      params: { reason: missing },
    });
  }
  const email = readEmail(claims['email']);
  const name = settings.fullNameClaims.map((claim) => readName(claims[claim])).filter((part) => part !== '');
  return {
    sub,
    email,
    emailVerified: email !== null && isVouchedFor(claims['email_verified'], settings.emailVerifiedRequired),
    name: name.length === 0 ? null : cutText(name.join(' '), USER_NAME_MAX_LENGTH).trim(),
    registrationId:
      settings.registrationIdClaim === null
        ? null
        : registrationIdInClaim(claims[settings.registrationIdClaim], {
            pattern: settings.registrationIdPattern,
            checksum: settings.registrationIdChecksum,
          }),
  };
}

/**
 * The user after a sign-in with these claims; absent claims, and an unverified address against a verified one, change
 * nothing.
 */
export function withIdentity(user: User, identity: Identity, at: Date): User {
  const next = {
    ...user,
    sub: identity.sub,
    ...claimedEmail(user, identity),
    name: identity.name ?? user.name,
  };
  const changed =
    next.sub !== user.sub ||
    next.email !== user.email ||
    next.emailVerified !== user.emailVerified ||
    next.name !== user.name;
  return changed ? { ...next, updatedAt: at } : user;
}
