import { randomBytes } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { RegisteredClient } from '../../application/identity/client/openid-client-repository.ts';

/** Members of our own that the library hands through. */
export const OWN_METADATA = ['skips_consent', 'requires_pkce', 'allowed_origins'];

/** The library asks for a secret of each confidential client. Ours are compared by their hashes: this one opens nothing. */
const PLACEHOLDER = randomBytes(32).toString('base64url');

const authenticationOf = ({ tokenEndpointAuthMethod: method }: RegisteredClient) =>
  method === 'client_secret_basic_or_post' ? 'client_secret_post' : method;

/** A client as the library knows one (OpenID Connect Dynamic Client Registration 1.0, section 2). */
export function clientMetadata(client: RegisteredClient): ClientMetadata {
  const method = authenticationOf(client);
  return {
    client_id: client.clientId,
    client_name: client.name,
    token_endpoint_auth_method: method,
    ...(method === 'none' ? {} : { client_secret: client.secrets.readable ?? PLACEHOLDER }),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [...client.redirectUris],
    id_token_signed_response_alg: client.idTokenSignedResponseAlg,
    ...(client.userinfoSignedResponseAlg === null
      ? {}
      : { userinfo_signed_response_alg: client.userinfoSignedResponseAlg }),
    // Whoever is told of sign-outs knows sessions by name, so that one of them can end alone.
    ...(client.backchannelLogoutUri === null
      ? {}
      : {
          backchannel_logout_uri: client.backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
    skips_consent: client.skipsConsent,
    requires_pkce: client.requiresPkce || client.clientType === 'public',
    allowed_origins: [...client.allowedOrigins],
  };
}
