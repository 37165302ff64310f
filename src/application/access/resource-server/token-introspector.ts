import type { TokenProblem } from '../../../domain/access/token-problem.ts';

/** What the authorization server says of a token: nothing but `active: false`, or who may do what with it. */
export type Introspection =
  | {
      readonly active: false;
      /** Set when the server calls it active, but says something of it that cannot be used. */
      readonly problem?: TokenProblem;
    }
  | {
      readonly active: true;
      /** The person for whom it was issued; undefined when nobody is named, as for a client on its own behalf. */
      readonly sub: string | undefined;
      /** The client the token was issued to; undefined when none is named. */
      readonly clientId: string | undefined;
      readonly scopes: readonly string[];
      readonly expiresAt: Date | undefined;
    };

/**
 * Asks the authorization server about an access token (RFC 7662). What is wrong with the answer as a whole is thrown; what
 * is wrong with a member of it is a problem of the token.
 *
 * @throws DomainError `identity_provider.unavailable` when it cannot be reached or answers 5xx
 * @throws DomainError `identity_provider.unexpected` when it answers something unusable
 */
export interface TokenIntrospector {
  introspect(token: string): Promise<Introspection>;
}
