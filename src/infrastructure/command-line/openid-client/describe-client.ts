import type { ClientView } from '../../../application/identity/client/client-view.ts';
import type { JsonRow } from '../output/json-lines.ts';

/** A use is noted once a day. */
const used = (at: Date | null): string =>
  at === null ? 'not used yet' : `last used ${at.toISOString().slice(0, 10)}`;

/** One line: id, name, what it may do, where people are sent back to. */
export const describeClient = (client: ClientView): string =>
  [
    client.clientId,
    client.name,
    client.isEnabled ? 'enabled' : 'disabled',
    `${client.clientType} ${client.tokenEndpointAuthMethod}`,
    client.requiresPkce ? 'PKCE' : 'no PKCE',
    client.skipsConsent ? 'no consent' : 'consent',
    `id token ${client.idTokenSignedResponseAlg}`,
    `userinfo ${client.userinfoSignedResponseAlg ?? 'JSON'}`,
    client.redirectUris.join(' '),
    ...(client.clientType === 'public' ? [] : [`secret ${used(client.secretUsedAt)}`]),
    ...client.formerSecrets.map(
      ({ endsAt, usedAt }) => `former secret until ${endsAt.toISOString()}, ${used(usedAt)}`,
    ),
  ].join('\t');

/** Members as OpenID Connect Dynamic Client Registration 1.0 (section 2) names them, where it does. */
export const clientToJson = (client: ClientView): JsonRow => ({
  client_id: client.clientId,
  client_name: client.name,
  client_type: client.clientType,
  is_enabled: client.isEnabled,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  allowed_origins: client.allowedOrigins,
  token_endpoint_auth_method: client.tokenEndpointAuthMethod,
  id_token_signed_response_alg: client.idTokenSignedResponseAlg,
  userinfo_signed_response_alg: client.userinfoSignedResponseAlg,
  requires_pkce: client.requiresPkce,
  skips_consent: client.skipsConsent,
  backchannel_logout_uri: client.backchannelLogoutUri,
  backchannel_logout_session_required: client.backchannelLogoutSessionRequired,
  secret_issued_at: client.secretIssuedAt,
  secret_used_at: client.secretUsedAt,
  former_secrets: client.formerSecrets.map(({ endsAt, usedAt }) => ({ ends_at: endsAt, used_at: usedAt })),
  created_at: client.createdAt,
  updated_at: client.updatedAt,
});
