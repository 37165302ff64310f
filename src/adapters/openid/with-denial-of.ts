import type { IdentityClaims } from '../../application/people/sign-in/identity-provider.ts';
import { isVouchedFor } from '../../domain/people/email-verification.ts';

/**
 * The claims of userinfo, which alone describe the person, and a denial of their address in the id token where userinfo
 * has none. A confirmation in the id token does not count: it may be about another address.
 */
export function withDenialOf(
  idToken: Readonly<Record<string, unknown>>,
  userinfo: IdentityClaims,
): IdentityClaims {
  const verdict = idToken['email_verified'];
  const isDenial = userinfo['email_verified'] === undefined && !isVouchedFor(verdict, false);
  return isDenial ? { ...userinfo, email_verified: verdict } : userinfo;
}
