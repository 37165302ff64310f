import type { DecryptionOptions } from '../../adapters/oauth/answer-decryptor.ts';
import type { ClientAuthentication } from '../../adapters/oauth/client-authentication.ts';
import { CONTENT_ENCRYPTIONS, KEY_MANAGEMENT_ALGORITHMS } from '../../adapters/oauth/decryption-key.ts';
import type { Environment } from './environment-schema.ts';
import { resourceServerKeys } from './values/resource-server-keys.ts';

/** The reference's library knows HTTP Basic by a name of its own. */
export const clientAuthentication = (env: Environment): ClientAuthentication =>
  env.OIDC_CLIENT_AUTH_METHOD === 'auto' && env.OIDC_TOKEN_USE_BASIC_AUTH
    ? 'client_secret_basic'
    : env.OIDC_CLIENT_AUTH_METHOD;

/** The keys that open introspection answers open userinfo as well, whichever algorithm the provider chose for it. */
function userinfoDecryption(env: Environment): DecryptionOptions | undefined {
  const keys = resourceServerKeys({ ...env, OIDC_RS_ENCRYPTION_ALGO: KEY_MANAGEMENT_ALGORITHMS });
  return keys.length === 0
    ? undefined
    : { algorithms: KEY_MANAGEMENT_ALGORITHMS, encodings: CONTENT_ENCRYPTIONS, keys };
}

/** The endpoints if all four are configured; undefined: they are discovered. */
function explicitEndpoints(env: Environment) {
  const authorization = env.OIDC_OP_AUTHORIZATION_ENDPOINT;
  const token = env.OIDC_OP_TOKEN_ENDPOINT;
  const userinfo = env.OIDC_OP_USER_ENDPOINT;
  const jwks = env.OIDC_OP_JWKS_ENDPOINT;
  return authorization && token && userinfo && jwks ? { authorization, token, userinfo, jwks } : undefined;
}

/** Where people sign in. */
export const identityProviderSettings = (env: Environment, publicUrl: string) => ({
  issuer: env.OIDC_OP_URL,
  endpoints: explicitEndpoints(env),
  logoutEndpoint: env.OIDC_OP_LOGOUT_ENDPOINT,
  clientId: env.OIDC_RP_CLIENT_ID,
  clientSecret: env.OIDC_RP_CLIENT_SECRET,
  clientAuthentication: clientAuthentication(env),
  signingAlgorithm: env.OIDC_RP_SIGN_ALGO,
  userinfoSigningAlgorithms: env.OIDC_USERINFO_SIGN_ALGO,
  userinfoDecryption: userinfoDecryption(env),
  scopes: env.OIDC_RP_SCOPES,
  extraAuthorizationParams: env.OIDC_AUTH_REQUEST_EXTRA_PARAMS,
  timeoutMs: env.OIDC_TIMEOUT * 1000,
  proxyUrl: env.OIDC_PROXY,
  verifiesCertificates: env.OIDC_VERIFY_SSL,
  callbackUrl: `${publicUrl}/api/v1.0/callback/`,
  logoutCallbackUrl: `${publicUrl}/api/v1.0/logout-callback/`,
});
