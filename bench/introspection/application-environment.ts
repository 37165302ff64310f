import type { JWK } from 'jose';
import type { Form } from './forms.ts';
import type { Keys } from './keys.ts';
import { CLIENT_ID } from './make-answer.ts';

type Given = Readonly<{
  databaseUrl: string;
  poolSize: number;
  publicUrl: string;
  issuer: string;
  form: Form;
  keys: Keys;
  /** Seconds for which active tokens are remembered. */
  remembered: number;
}>;

const isPrivate = (jwk: JWK): string => JSON.stringify(jwk);

/**
 * Settings of the application as a resource server of `form`: those of development, for an authorization server without
 * TLS, with everything that production does for such a request.
 */
export const applicationEnvironment = (given: Given): Readonly<Record<string, string>> => ({
  REGIE_ENV: 'dev',
  LISTEN_ADDRESS: '127.0.0.1',
  REGIE_PUBLIC_URL: given.publicUrl,
  DATABASE_URL: given.databaseUrl,
  DATABASE_POOL_SIZE: String(given.poolSize),
  JOB_CONCURRENCY: '0',
  OIDC_OP_URL: given.issuer,
  OIDC_OP_AUTHORIZATION_ENDPOINT: `${given.issuer}/authorize`,
  OIDC_OP_TOKEN_ENDPOINT: `${given.issuer}/token`,
  OIDC_OP_USER_ENDPOINT: `${given.issuer}/userinfo`,
  OIDC_OP_JWKS_ENDPOINT: `${given.issuer}/jwks`,
  OIDC_OP_INTROSPECTION_ENDPOINT: `${given.issuer}/introspection`,
  OIDC_RS_CLIENT_ID: CLIENT_ID,
  OIDC_RS_CLIENT_SECRET: 'secret',
  OIDC_RS_INTROSPECTION_FORMAT: given.form.signing === undefined ? 'json' : 'jwt',
  OIDC_RS_INTROSPECTION_CACHE_TTL: String(given.remembered),
  ...(given.form.encryption && {
    OIDC_RS_PRIVATE_KEY_STR: isPrivate(given.keys.encryption[given.form.encryption.alg]),
    OIDC_RS_ENCRYPTION_ALGO: given.form.encryption.alg,
    OIDC_RS_ENCRYPTION_ENCODING: given.form.encryption.enc,
  }),
});
