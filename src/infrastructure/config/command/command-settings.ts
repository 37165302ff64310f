import { databaseUrl } from '../database-url.ts';
import { installationName } from '../installation-name.ts';
import { readVariables } from '../read-environment.ts';
import { webhookReach } from '../webhook-reach.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const DATABASE = [
  'DATABASE_URL',
  'DATABASE_SESSION_URL',
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_USER',
  'DB_PASSWORD',
] as const;
/** The variables that `audit maintain` reads, which the owner of the tables runs as well: those of `migrate`, and its own. */
export const AUDIT_VARIABLES = [...DATABASE, 'AUDIT_RETENTION_MONTHS'] as const;
const STORAGE = [...DATABASE, 'REGIE_SECRET_KEY', 'REGIE_SECRET_KEY_FALLBACKS'] as const;

/** All that is set, for a command that shows it. */
export const givenVariables = (): Variables => process.env;

type DatabaseVariables = Parameters<typeof databaseUrl>[0] &
  Readonly<{ DATABASE_SESSION_URL?: string | undefined }>;

/** Where a command has its session to itself: its statements have no time limit, and some take locks that live in sessions. */
const databaseOf = (env: DatabaseVariables) => ({ url: env.DATABASE_SESSION_URL ?? databaseUrl(env) });

/**
 * What a command needs that only reads or migrates the database.
 *
 * @throws ConfigurationError about the variables of the database
 */
export const loadDatabaseSettings = (variables: Variables = process.env) => ({
  database: databaseOf(readVariables(variables, DATABASE)),
});

/**
 * What `audit maintain` needs.
 *
 * @throws ConfigurationError about these variables
 */
export function loadAuditSettings(variables: Variables = process.env) {
  const env = readVariables(variables, AUDIT_VARIABLES);
  return { database: databaseOf(env), retentionMonths: env.AUDIT_RETENTION_MONTHS };
}

/**
 * What a command needs that writes to the database, where secrets are encrypted.
 *
 * @throws ConfigurationError about these variables
 */
export function loadStorageSettings(variables: Variables = process.env) {
  const env = readVariables(variables, STORAGE);
  return {
    database: databaseOf(env),
    secretKey: env.REGIE_SECRET_KEY,
    formerSecretKeys: env.REGIE_SECRET_KEY_FALLBACKS,
  };
}

/**
 * What a command about the quarantine needs: the database, and which installation this is.
 *
 * @throws ConfigurationError about these variables
 */
export function loadInstallationSettings(variables: Variables = process.env) {
  const env = readVariables(variables, [...DATABASE, 'REGIE_ENV', 'REGIE_PUBLIC_URL']);
  const publicUrl = env.REGIE_PUBLIC_URL;
  return {
    database: databaseOf(env),
    name: installationName({ environment: env.REGIE_ENV, publicUrl }),
  };
}

/** The same for a command about accounts: who becomes staff may have to sign in anew. */
export function loadUserSettings(variables: Variables = process.env) {
  const env = readVariables(variables, ['OIDC_RP_STAFF_ACR_VALUES', 'OIDC_RP_ADMINISTRATORS_ACR_VALUES']);
  const signInLevels = {
    staff: env.OIDC_RP_STAFF_ACR_VALUES,
    administrators: env.OIDC_RP_ADMINISTRATORS_ACR_VALUES,
  };
  return { ...loadStorageSettings(variables), signInLevels };
}

/** The same for a command that makes API keys. */
export function loadAccountServiceSettings(variables: Variables = process.env) {
  const { ACCOUNT_SERVICE_SCOPES } = readVariables(variables, ['ACCOUNT_SERVICE_SCOPES']);
  return { ...loadStorageSettings(variables), useCases: { accountServiceScopes: ACCOUNT_SERVICE_SCOPES } };
}

/** The same for a command about clients of our OpenID provider, whose addresses need no encryption in development. */
export function loadOpenidClientSettings(variables: Variables = process.env) {
  const clientAddressPolicy = { allowsPlainHttp: variables['REGIE_ENV'] === 'dev' };
  return { ...loadStorageSettings(variables), useCases: { clientAddressPolicy } };
}

/** The same for a command that fills metadata. */
export function loadMetadataSettings(variables: Variables = process.env) {
  const { ORGANIZATION_METADATA_SCHEMA } = readVariables(variables, ['ORGANIZATION_METADATA_SCHEMA']);
  return { ...loadStorageSettings(variables), organizationMetadataSchema: ORGANIZATION_METADATA_SCHEMA };
}

/** The same for a takeover, which tells of webhooks that could never be called, and of what clients have to change. */
export function loadTakeoverSettings(variables: Variables = process.env) {
  const env = readVariables(variables, [
    'WEBHOOK_ALLOW_PLAIN_HTTP',
    'WEBHOOK_ALLOWED_NETWORKS',
    'OAUTH2_PROVIDER_VALIDATOR_CLASS',
  ]);
  return {
    ...loadStorageSettings(variables),
    claimProfile: env.OAUTH2_PROVIDER_VALIDATOR_CLASS,
    webhookReach: webhookReach({
      allowsPlainHttp: env.WEBHOOK_ALLOW_PLAIN_HTTP,
      allowedNetworks: env.WEBHOOK_ALLOWED_NETWORKS,
    }),
  };
}
