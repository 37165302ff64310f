import { sha256 } from '../../src/adapters/system/system.ts';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import type { ClientSecrets } from '../../src/domain/identity/client-secrets.ts';
import type { OpenidClientSettings } from '../../src/domain/identity/openid-client.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** What a confidential client usually chooses. */
export const makeClientSettings = (given: Partial<OpenidClientSettings> = {}): OpenidClientSettings => ({
  name: 'ProConnect',
  clientType: 'confidential',
  tokenEndpointAuthMethod: 'client_secret_post',
  redirectUris: ['https://rp.example/api/v2/oidc-callback'],
  postLogoutRedirectUris: ['https://rp.example/api/v2/client/logout-callback'],
  allowedOrigins: [],
  idTokenSignedResponseAlg: 'RS256',
  userinfoSignedResponseAlg: null,
  requiresPkce: true,
  skipsConsent: false,
  backchannelLogoutUri: null,
  backchannelLogoutSessionRequired: false,
  ...given,
});

/** The secrets of a client whose secret was drawn here. */
export const makeClientSecrets = (
  secret = newId<string>(),
  given: Partial<ClientSecrets> = {},
): ClientSecrets => ({
  hash: `sha256$${sha256(secret)}`,
  readable: null,
  issuedAt: CREATED_AT,
  usedAt: null,
  former: [],
  ...given,
});

export const makeOpenidClient = (given: Partial<RegisteredClient> = {}): RegisteredClient => ({
  ...makeClientSettings(),
  clientId: newId(),
  isEnabled: true,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  secrets: makeClientSecrets(),
  ...given,
});
