import type { User } from './user.ts';

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
export const verifiedEmail = ({
  email,
  emailVerified,
}: Pick<User, 'email' | 'emailVerified'>): string | null => (emailVerified ? email : null);

/**
 * The stored address and what is known of it, after a sign-in that claims another. An address without proof takes the
 * place of none that has it.
 */
export function claimedEmail(
  stored: Pick<User, 'email' | 'emailVerified'>,
  claimed: Pick<User, 'email' | 'emailVerified'>,
): Pick<User, 'email' | 'emailVerified'> {
  const { email, emailVerified } =
    claimed.email === null || (!claimed.emailVerified && verifiedEmail(stored) !== null) ? stored : claimed;
  return { email, emailVerified };
}

/** What a person is called where others may read it. */
export const publicLabel = (user: Pick<User, 'sub' | 'email' | 'emailVerified' | 'name'>): string =>
  verifiedEmail(user) ?? user.name ?? user.sub;
