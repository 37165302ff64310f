/** What the authorization server says of a token: nothing but `active: false`, or who may do what with it. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly sub: string;
      /** The client the token was issued to. */
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly expiresAt: Date | undefined;
    };

/**
 * Asks the authorization server about an access token (RFC 7662).
 *
 * @throws DomainError `identity_provider.unavailable` when it cannot be reached or answers 5xx
 * @throws DomainError `identity_provider.unexpected` when it answers something unusable
 */
export interface TokenIntrospector {
  introspect(token: string): Promise<Introspection>;
}
