import { randomBytes } from 'node:crypto';

/** The host that requests are for. */
export const HOST = 'regie.example';

const secret = () => randomBytes(32).toString('base64url');

/** Production settings: every request is checked, counted and logged. Only the rates are high. */
export const applicationEnvironment = (
  databaseUrl: string,
  poolSize: number,
): Readonly<Record<string, string>> => ({
  REGIE_ENV: 'prod',
  LISTEN_ADDRESS: '127.0.0.1',
  REGIE_SECRET_KEY: secret(),
  REGIE_PUBLIC_URL: `https://${HOST}`,
  PEOPLE_BASE_URL: `https://${HOST}`,
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: String(poolSize),
  DJANGO_ALLOWED_HOSTS: HOST,
  BURST_THROTTLE_RATES: '999999/minute',
  SUSTAINED_THROTTLE_RATES: '999999/hour',
  OIDC_OP_URL: 'https://provider.example',
  OIDC_RP_CLIENT_SECRET: secret(),
  LOGIN_REDIRECT_URL: `https://${HOST}/`,
  LOGIN_REDIRECT_URL_FAILURE: `https://${HOST}/`,
  LOGOUT_REDIRECT_URL: `https://${HOST}/`,
  // No other system is called: nothing is sent, registered or checked.
  MAIL_PROVISIONING_API_URL: 'http://127.0.0.1:9',
  MAIL_PROVISIONING_API_CREDENTIALS: Buffer.from(`bench:${secret()}`).toString('base64'),
  WEBMAIL_URL: `https://webmail.${HOST}`,
  DJANGO_EMAIL_HOST: '127.0.0.1',
  DJANGO_EMAIL_FROM: 'no-reply@regie.fr',
});
