import { generateKeyPairSync } from 'node:crypto';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import type { VersionInfo } from '../../src/infrastructure/observability/version-file.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import { TEST_KEY } from './test-key.ts';

/** Hosts of other systems as the recordings name them. */
export const DIMAIL_HOST = '127.0.0.1:18090';
export const PROVIDER_HOST = '127.0.0.1:18083';
export const DIRECTORY_HOST = 'recherche-entreprises.api.gouv.fr';

/** How the recorded application was called. */
export const PUBLIC_HOST = 'testserver';

/** Encrypts stored values for the duration of a run. */
export const SECRET_KEY = 'a secret key for the time of a replay';

const FEATURES = ['TEAMS_DISPLAY', 'TEAMS_CREATE', 'CONTACTS_DISPLAY', 'CONTACTS_CREATE', 'MAILBOXES_CREATE'];

/** Settings that our application has no variable for, because they mean the same in every recording or nothing here. */
const WITHOUT_VARIABLE = ['FEATURES', 'INVITATION_VALIDITY_DURATION', TEST_KEY];

const isVariable = (name: string): boolean => name in environmentSchema.shape;

/** Settings of a recording that we have neither a variable for nor a reason to pass over. */
export const unknownSettings = ({ settings }: Pick<Interaction, 'settings'>): readonly string[] =>
  Object.keys(settings).filter((name) => !isVariable(name) && !WITHOUT_VARIABLE.includes(name));

function spell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Settings of the recordings that are environment variables of the same name; empty is as good as not set. */
const variablesOf = (settings: RecordedRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([name]) => isVariable(name))
      .map(([name, value]) => [name, spell(value)]),
  );

/** The key to which introspection answers were encrypted; a setting of its own name says that there was none. */
function privateKey(settings: RecordedRow): Record<string, string> {
  const key = settings[TEST_KEY];
  if (typeof key !== 'string' || 'OIDC_RS_PRIVATE_KEY_STR' in settings) return {};
  return { OIDC_RS_PRIVATE_KEY_STR: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----` };
}

/** The recorded application's version, known only from its answers. */
export function recordedBuild({ request, response }: Interaction): VersionInfo | undefined {
  const body = response.body as Readonly<Record<string, string>> | null;
  if (response.status !== 200 || typeof body !== 'object' || body === null) return undefined;
  if (/^\/__version__\/?$/.test(request.path)) return body as VersionInfo;
  const isConfig = /^\/api\/v1\.0\/config\/?$/.test(request.path);
  if (!isConfig || (body['RELEASE'] === 'NA' && body['COMMIT'] === 'NA')) return undefined;
  return { source: '', version: body['RELEASE'] ?? '', commit: body['COMMIT'] ?? '', build: '' };
}

/** Addresses of the web client, and who we are for the identity provider, when a recording does not say. */
const CLIENT_SETTINGS = {
  LOGIN_REDIRECT_URL: 'http://localhost:3000',
  LOGIN_REDIRECT_URL_FAILURE: 'http://localhost:3000/failure',
  LOGOUT_REDIRECT_URL: 'http://localhost:3000',
  OIDC_RP_CLIENT_ID: 'people',
  OIDC_RS_AUDIENCE_CLAIM: 'client_id',
  OIDC_RS_SCOPES: 'groups',
} as const;

/** A setting with its value during a recording. */
export const settingOf = (
  { settings }: Pick<Interaction, 'settings'>,
  name: keyof typeof CLIENT_SETTINGS,
): string => spell(settings[name]) || CLIENT_SETTINGS[name];

/** Signs in place of the recorded key. */
const PROVIDER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  format: 'pem',
  type: 'pkcs8',
}) as string;

type Options = { readonly databaseUrl: string; readonly stubOf: (host: string) => string };

/** The environment of an application that is to answer as the recorded one did. */
export function environmentOf(
  settings: RecordedRow,
  { databaseUrl, stubOf }: Options,
): Record<string, string> {
  const provider = `http://${PROVIDER_HOST}`;
  const features = (settings['FEATURES'] ?? {}) as Readonly<Record<string, boolean>>;
  return {
    REGIE_ENV: 'dev',
    REGIE_SECRET_KEY: SECRET_KEY,
    PORT: '0',
    LISTEN_ADDRESS: '127.0.0.1',
    REGIE_PUBLIC_URL: `http://${PUBLIC_HOST}`,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '8',
    JOB_CONCURRENCY: '2',
    LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
    DJANGO_ALLOWED_HOSTS: '*',
    DJANGO_CSRF_TRUSTED_ORIGINS: 'http://localhost:3000',
    DJANGO_CORS_ALLOWED_ORIGINS: 'http://localhost:3000',
    DJANGO_USE_SWAGGER: 'false',
    BURST_THROTTLE_RATES: '20/minute',
    SUSTAINED_THROTTLE_RATES: '150/hour',
    OIDC_OP_URL: provider,
    OIDC_OP_AUTHORIZATION_ENDPOINT: `${provider}/auth`,
    OIDC_OP_LOGOUT_ENDPOINT: `${provider}/logout`,
    OIDC_OP_TOKEN_ENDPOINT: `${stubOf(PROVIDER_HOST)}/token`,
    OIDC_OP_USER_ENDPOINT: `${stubOf(PROVIDER_HOST)}/userinfo`,
    OIDC_OP_JWKS_ENDPOINT: `${stubOf(PROVIDER_HOST)}/jwks`,
    OIDC_OP_INTROSPECTION_ENDPOINT: `${stubOf(PROVIDER_HOST)}/introspect`,
    OIDC_RP_CLIENT_SECRET: 'secret',
    OIDC_RP_SCOPES: 'openid email',
    OIDC_AUTH_REQUEST_EXTRA_PARAMS: '{"acr_values": "eidas1"}',
    OIDC_ORGANIZATION_REGISTRATION_ID_FIELD: 'siret',
    OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
    OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY: PROVIDER_KEY,
    OAUTH2_PROVIDER_VALIDATOR_CLASS: 'mailbox_oauth2.validators.ProConnectValidator',
    OIDC_PROVIDER_LOGIN_URL: `${CLIENT_SETTINGS.LOGIN_REDIRECT_URL}/login/`,
    ...CLIENT_SETTINGS,
    MAIL_PROVISIONING_API_URL: stubOf(DIMAIL_HOST),
    MAIL_CHECK_DOMAIN_INTERVAL: '0',
    MAIL_PROVISIONING_API_CREDENTIALS: 'cmVnaWU6cGFzc3dvcmQ=',
    ORGANIZATION_DIRECTORY_URL: stubOf(DIRECTORY_HOST),
    INSTALLED_PLUGINS: '',
    ...Object.fromEntries(FEATURES.map((name) => [`FEATURE_${name}`, String(features[name] ?? true)])),
    ...privateKey(settings),
    ...variablesOf(settings),
  };
}
