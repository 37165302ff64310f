import type { Clock } from '../../application/shared/system.ts';

/** Algorithms of id tokens that can be verified with the provider's published keys (RFC 7518, RFC 8037). */
export const SIGNING_ALGORITHMS: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];

type OpenidEndpoints = Readonly<{
  authorization: string;
  token: string;
  userinfo: string;
  jwks: string;
  /** Absent when the provider offers no sign-out page. */
  endSession?: string | undefined;
}>;

export type OpenidOptions = Readonly<{
  /** Exactly as the provider writes it in its tokens. */
  issuer: string;
  clientId: string;
  /** Sent in the form body (`client_secret_post`). */
  clientSecret: string;
  /** Absolute URL of our callback, as registered at the provider. */
  redirectUri: string;
  /** Absolute URL to come back to after signing out, as registered at the provider. */
  postLogoutRedirectUri: string;
  /** Space-separated, with `openid`. */
  scopes: string;
  /** The only algorithm accepted for id tokens and signed userinfo: one of `SIGNING_ALGORITHMS`. */
  signingAlgorithm: string;
  /** Added to the authorization request, such as `acr_values`; cannot replace our own parameters. */
  extraAuthorizationParams: Readonly<Record<string, string>>;
  /** When absent, read from the provider's metadata at the first use (OpenID Connect Discovery 1.0). */
  endpoints?: OpenidEndpoints | undefined;
  /** How long one answer of the provider may take. */
  timeoutMs: number;
  useNonce: boolean;
  /** Accepts `http:` addresses. For development. */
  allowInsecureHttp: boolean;
  /** Decides whether tokens have expired. */
  clock: Clock;
  /** Replaces the global `fetch`, for example to use a proxy. */
  fetch?: typeof fetch | undefined;
}>;
