import { isSameEmail } from '../shared/email-address.ts';
import type { User } from './user.ts';

/** An address, and what is known of it. */
type Proof = Pick<User, 'email' | 'emailVerified'>;

/**
 * Whether a provider vouches for the address it gives, by the claim `email_verified` (OpenID Connect Core 1.0, section
 * 5.1) of the same answer. Some providers write the boolean as text. Whatever else is there vouches for nothing.
 *
 * @param isRequired whether an absent claim, too, vouches for nothing (deviation D77); else it does (D34)
 */
export const isVouchedFor = (claim: unknown, isRequired: boolean): boolean =>
  claim === undefined ? !isRequired : claim === true || claim === 'true';

/**
 * The address that is known to be the person's own, or null. Nothing else identifies somebody: whoever decides, compares
 * or tells others by an address takes this one.
 */
export const verifiedEmail = ({ email, emailVerified }: Proof): string | null =>
  emailVerified ? email : null;

/**
 * The stored address and what is known of it, after a sign-in that claims another. An address without proof takes the
 * place of none that has it.
 */
export function claimedEmail(stored: Proof, claimed: Proof): Proof {
  const { email, emailVerified } =
    claimed.email === null || (!claimed.emailVerified && verifiedEmail(stored) !== null) ? stored : claimed;
  return { email, emailVerified };
}

/** Whether `after` is known to be somebody's own, and `before` was not, or was another. */
export function isNewProof(before: Proof, after: Proof): boolean {
  const [known, own] = [verifiedEmail(before), verifiedEmail(after)];
  return own !== null && (known === null || !isSameEmail(known, own));
}

/** A person as `viewer` sees them: somebody else's unverified address would mislead. */
export const asSeenBy = <Seen extends Pick<User, 'id'> & Proof>(viewer: User['id'], user: Seen): Seen =>
  user.emailVerified || user.id === viewer ? user : { ...user, email: null };

/** What a person is called where others may read it. */
export const publicLabel = (user: Pick<User, 'sub' | 'email' | 'emailVerified' | 'name'>): string =>
  verifiedEmail(user) ?? user.name ?? user.sub;
