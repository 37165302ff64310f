import type { Logger } from '../../application/shared/logger.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { DecryptionOptions } from '../oauth/answer-decryptor.ts';
import type { ClientAuthentication } from '../oauth/client-authentication.ts';

/** Algorithms of id tokens, logout tokens and userinfo that can be verified with the provider's published keys (RFC 7518, RFC 8037). */
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
  clientSecret: string;
  /** How the secret goes to the token endpoint. */
  clientAuthentication: ClientAuthentication;
  /** Absolute URL of our callback, as registered at the provider. */
  redirectUri: string;
  /** Absolute URL to come back to after signing out, as registered at the provider. */
  postLogoutRedirectUri: string;
  /** Space-separated, with `openid`. */
  scopes: string;
  /** The only algorithm accepted for id tokens and logout tokens: one of `SIGNING_ALGORITHMS`. */
  signingAlgorithm: string;
  /** The algorithms accepted for signed userinfo, which has its own (`userinfo_signed_response_alg`). */
  userinfoSigningAlgorithms: readonly string[];
  /** What opens userinfo that is encrypted to us; undefined where none is expected. */
  userinfoDecryption: DecryptionOptions | undefined;
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
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Replaces the global `fetch`, for example to use a proxy. */
  fetch?: typeof fetch | undefined;
}>;
