import { isSameEmail } from '../shared/email-address.ts';
import type { User } from './user.ts';

/** An address, and whether it is verified. */
type Proof = Pick<User, 'email' | 'emailVerified'>;

/**
 * Whether a provider vouches for the address it gives, by the claim `email_verified` (OpenID Connect Core 1.0, section
 * 5.1) of the same answer. Some providers write the boolean as text. Any other value does not count.
 *
 * @param isRequired whether an absent claim counts as unverified (deviation D77); else as verified (D34)
 */
export const isVouchedFor = (claim: unknown, isRequired: boolean): boolean =>
  claim === undefined ? !isRequired : claim === true || claim === 'true';

/**
 * The person's address when it is verified, else null. Only this address identifies a person: rules that decide, compare
 * or inform others by address use it.
 */
export const verifiedEmail = ({ email, emailVerified }: Proof): string | null =>
  emailVerified ? email : null;

/**
 * The stored address and its verification, after a sign-in that claims another. An unverified address never replaces a
 * verified one.
 */
export function claimedEmail(stored: Proof, claimed: Proof): Proof {
  const { email, emailVerified } =
    claimed.email === null || (!claimed.emailVerified && verifiedEmail(stored) !== null) ? stored : claimed;
  return { email, emailVerified };
}

/** Whether the address is verified after a sign-in and was not before, or was another address. */
export function isNewProof(before: Proof, after: Proof): boolean {
  const [known, own] = [verifiedEmail(before), verifiedEmail(after)];
  return own !== null && (known === null || !isSameEmail(known, own));
}

/** A person as `viewer` sees them: without another person's unverified address, which would mislead. */
export const asSeenBy = <Seen extends Pick<User, 'id'> & Proof>(viewer: User['id'], user: Seen): Seen =>
  user.emailVerified || user.id === viewer ? user : { ...user, email: null };

/** A person's name where others may read it. */
export const publicLabel = (user: Pick<User, 'sub' | 'email' | 'emailVerified' | 'name'>): string =>
  verifiedEmail(user) ?? user.name ?? user.sub;
