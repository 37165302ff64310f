import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type {
  ClientAuthMethod,
  ClientType,
  IdTokenAlgorithm,
  UserinfoAlgorithm,
} from '../../../domain/identity/openid-client.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import type { SecretBox } from '../engine/secret-box.ts';

/** Columns of a client, table alias `c`. */
export const OPENID_CLIENT_COLUMNS = `c.client_id, c.name, c.client_type, c.token_endpoint_auth_method, c.redirect_uris,
  c.post_logout_redirect_uris, c.allowed_origins, c.algorithm, c.userinfo_algorithm, c.requires_pkce,
  c.skip_authorization, c.backchannel_logout_uri, c.backchannel_logout_session_required, c.is_enabled, c.secret_hash,
  c.sealed_secret, c.secret_issued_at, c.secret_used_at, c.former_secrets, c.created_at, c.updated_at`;

type StoredFormerSecret = Readonly<{ hash: string; endsAt: string; usedAt?: string | null }>;

export type OpenidClientRow = {
  client_id: string;
  name: string;
  client_type: ClientType;
  token_endpoint_auth_method: ClientAuthMethod;
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  allowed_origins: string[];
  algorithm: IdTokenAlgorithm;
  userinfo_algorithm: UserinfoAlgorithm | null;
  requires_pkce: boolean;
  skip_authorization: boolean;
  backchannel_logout_uri: string | null;
  backchannel_logout_session_required: boolean;
  is_enabled: boolean;
  secret_hash: string | null;
  sealed_secret: Buffer | null;
  secret_issued_at: Date | null;
  secret_used_at: Date | null;
  former_secrets: readonly StoredFormerSecret[];
  created_at: Date;
  updated_at: Date;
};

/** Null as well where no key opens it: the client can do all but use it. It stays stored (see `update`). */
function readableSecret({ sealed_secret, client_id }: OpenidClientRow, secretBox: SecretBox): string | null {
  const secret = sealed_secret && secretBox.read(sealed_secret, client_id);
  return isUnreadable(secret) ? null : secret;
}

/** Readable secrets are encrypted with a key that is not in the database. */
export const toRegisteredClient = (row: OpenidClientRow, secretBox: SecretBox): RegisteredClient => ({
  clientId: row.client_id,
  name: row.name,
  clientType: row.client_type,
  // What release 0.1.0 took over has the default of the column, whatever the client's type.
  tokenEndpointAuthMethod: row.client_type === 'public' ? 'none' : row.token_endpoint_auth_method,
  redirectUris: row.redirect_uris,
  postLogoutRedirectUris: row.post_logout_redirect_uris,
  allowedOrigins: row.allowed_origins,
  idTokenSignedResponseAlg: row.algorithm,
  userinfoSignedResponseAlg: row.userinfo_algorithm,
  requiresPkce: row.requires_pkce,
  skipsConsent: row.skip_authorization,
  backchannelLogoutUri: row.backchannel_logout_uri,
  backchannelLogoutSessionRequired: row.backchannel_logout_session_required,
  isEnabled: row.is_enabled,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  secrets: {
    hash: row.secret_hash,
    readable: readableSecret(row, secretBox),
    issuedAt: row.secret_issued_at,
    usedAt: row.secret_used_at,
    former: row.former_secrets.map(({ hash, endsAt, usedAt = null }) => ({
      hash,
      endsAt: new Date(endsAt),
      usedAt: usedAt === null ? null : new Date(usedAt),
    })),
  },
});
