import type { TokenProblem } from '../../../domain/access/token-problem.ts';

/** The authorization server's answer about a token: `active: false` alone, or its person, client and scopes. */
export type Introspection =
  | {
      readonly active: false;
      /** Set when the server calls the token active, but a member of its answer is unusable. */
      readonly problem?: TokenProblem;
    }
  | {
      readonly active: true;
      /** The person for whom the token was issued; undefined for a client on its own behalf. */
      readonly sub: string | undefined;
      /** The client to which the token was issued; undefined when the answer has none. */
      readonly clientId: string | undefined;
      readonly scopes: readonly string[];
      /** The level of the sign-in that the token came of (RFC 9470 section 6.2), if the answer tells it. */
      readonly acr?: string | undefined;
      readonly expiresAt: Date | undefined;
    };

/**
 * Asks the authorization server about an access token (RFC 7662). An unusable answer is thrown; an unusable member of an
 * answer is a problem of the token.
 *
 * @throws DomainError `identity_provider.unavailable` when the server cannot be reached or answers 5xx
 * @throws DomainError `identity_provider.unexpected` when it answers something unusable
 * @throws DomainError `request.throttled` when `from` has brought too many unknown tokens of late
 */
export interface TokenIntrospector {
  /** @param from address of who brings the token, as far as it is known */
  introspect(token: string, from?: string | null): Promise<Introspection>;
}
