import { Pool } from 'pg';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { systemClock, textDigest } from '../../src/adapters/system/system.ts';
import { clientSecretHash } from '../../src/application/identity/client/client-secret-hash.ts';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import { NO_SECRETS } from '../../src/domain/identity/client-secrets.ts';
import { loadStorageSettings } from '../../src/infrastructure/config/command/command-settings.ts';
import { BROKER_PATHS } from '../openid-provider/mailbox-broker.ts';
import { MAILBOX_CLIENT } from '../openid-provider/mailbox-client.ts';

/** What the application must be told so that people sign in to the development provider with their mailboxes. */
export const MAILBOX_SIGN_IN: Readonly<Record<string, string>> = {
  OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
  OAUTH2_PROVIDER_VALIDATOR_CLASS: 'proconnect',
  OIDC_PROVIDER_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
};

/** The key that the application's OpenID provider signs with, where the environment gives none. */
export const signingKeyVariable = (
  environment: Readonly<Record<string, string | undefined>>,
  signingKey: () => string,
): Readonly<Record<string, string>> =>
  environment['OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY'] || environment['OIDC_PROVIDER_SIGNING_KEYS']
    ? {}
    : { OIDC_PROVIDER_SIGNING_KEYS: signingKey() };

/** The client as it is registered: the development provider and a Keycloak in its place have the same addresses. */
const mailboxClient = (providerUrl: string, now: Date): RegisteredClient => ({
  clientId: MAILBOX_CLIENT.clientId,
  name: 'Régie',
  clientType: 'confidential',
  tokenEndpointAuthMethod: 'client_secret_post',
  redirectUris: [`${providerUrl}${BROKER_PATHS.callback}`],
  postLogoutRedirectUris: [`${providerUrl}${BROKER_PATHS.signedOut}`],
  allowedOrigins: [],
  idTokenSignedResponseAlg: 'RS256',
  userinfoSignedResponseAlg: null,
  requiresPkce: true,
  skipsConsent: true,
  backchannelLogoutUri: `${providerUrl}${BROKER_PATHS.backChannelLogout}`,
  backchannelLogoutSessionRequired: false,
  isEnabled: true,
  createdAt: now,
  updatedAt: now,
  secrets: {
    ...NO_SECRETS,
    hash: clientSecretHash(textDigest, MAILBOX_CLIENT.clientSecret),
    issuedAt: now,
  },
});

/** Registers the development provider as a client of the application's own OpenID provider, or brings it up to date. */
export async function registerMailboxClient(
  environment: Readonly<Record<string, string | undefined>>,
  providerUrl: string,
): Promise<void> {
  const { database, secretKey, formerSecretKeys } = loadStorageSettings(environment);
  const pool = new Pool({ connectionString: database.url, max: 1 });
  try {
    const unitOfWork = new PgUnitOfWork(pool, new SecretBox(secretKey, ...formerSecretKeys));
    const client = mailboxClient(providerUrl, systemClock.now());
    await unitOfWork.run(async ({ openidClients }) => {
      const isThere = (await openidClients.lock(client.clientId)) !== undefined;
      await (isThere ? openidClients.update(client) : openidClients.insert(client));
    });
  } finally {
    await pool.end();
  }
}
