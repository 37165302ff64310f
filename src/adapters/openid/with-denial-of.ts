import type { IdentityClaims } from '../../application/people/sign-in/identity-provider.ts';
import { isVouchedFor } from '../../domain/people/email-verification.ts';

/**
 * The claims of userinfo, which alone describe the person, and what the id token says against their address where userinfo
 * is silent. Nothing that it says for an address counts: it may be about another one.
 */
export function withDenialOf(
  idToken: Readonly<Record<string, unknown>>,
  userinfo: IdentityClaims,
): IdentityClaims {
  const verdict = idToken['email_verified'];
  const isDenial = userinfo['email_verified'] === undefined && !isVouchedFor(verdict, false);
  return isDenial ? { ...userinfo, email_verified: verdict } : userinfo;
}
