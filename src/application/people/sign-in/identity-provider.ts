/**
 * Claims about the signed-in person, after every check of the provider's answer: those of userinfo, and `email_verified`
 * of the id token where it is false and userinfo has none.
 */
export type IdentityClaims = Readonly<Record<string, unknown>> & { readonly sub: string };

export type AuthorizationRequest = Readonly<{
  /** Where the browser is sent. */
  url: string;
  state: string;
  /** Empty when the installation uses no nonce. */
  nonce: string;
  /** PKCE code verifier (RFC 7636), to keep in the session. */
  codeVerifier: string;
}>;

export type AuthorizationOptions = Readonly<{
  /** Ask the provider not to show any page (`prompt=none`). */
  silent: boolean;
  /** Forwarded as is when present (OpenID Connect Core 3.1.2.1). */
  loginHint?: string;
  /**
   * The levels of which the sign-in must reach one, as an essential claim (OpenID Connect Core 5.5.1.1); an empty list asks
   * to be told in the id token which level was reached, whatever it is. Absent: nothing is said of levels.
   */
  levels?: readonly string[];
}>;

export type SignInResult = Readonly<{
  claims: IdentityClaims;
  /** Raw id token, needed as `id_token_hint` at sign-out. */
  idToken: string;
  /** Session id at the provider, if it gives one (used by back-channel logout). */
  sid: string | undefined;
  /** The level of the sign-in (`acr` of the id token); undefined when the provider tells none. */
  acr?: string | undefined;
}>;

/** The sessions that a provider asks us to end: the one of `sid`, or all of `sub`; a token may name neither. */
export type LogoutTarget = Readonly<{ jti: string; sub: string | undefined; sid: string | undefined }>;

/**
 * The OpenID provider through which people sign in (OpenID Connect Core 1.0, authorization code flow).
 *
 * @throws DomainError `identity_provider.unavailable` when the provider cannot be reached or answers 5xx
 * @throws DomainError `identity_provider.unexpected` when its answer is unusable
 * @throws DomainError `identity_provider.refused` when its answer is valid but denies or fails a check; `params.error`
 *   is then the OAuth error code of the provider's answer, if it gave one (`login_required` after a silent request)
 */
export interface IdentityProvider {
  /** Starts a sign-in: fresh state, nonce and code verifier on each call. */
  startAuthorization(options: AuthorizationOptions): Promise<AuthorizationRequest>;
  /**
   * Ends a sign-in: exchanges the code, verifies the id token (signature, issuer, audience, nonce, expiry with 30 s
   * of leeway) and fetches userinfo (JSON, or a signed JWT that is verified), whose `sub` must be the id token's.
   * @param callbackUrl the full URL the browser came back to
   */
  completeAuthorization(
    callbackUrl: string,
    expected: Pick<AuthorizationRequest, 'state' | 'nonce' | 'codeVerifier'>,
  ): Promise<SignInResult>;
  /** Address of the provider's sign-out page; undefined when it has none. */
  signOutUrl(request: { readonly idToken: string; readonly state: string }): Promise<string | undefined>;
  /** The levels that the provider announces (`acr_values_supported`); undefined where it announces none, and where nobody asks it. */
  announcedLevels(): Promise<readonly string[] | undefined>;
  /**
   * Verifies a back-channel logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6).
   * @throws DomainError `identity_provider.refused` when the token is not valid
   */
  verifyLogoutToken(token: string): Promise<LogoutTarget>;
}
