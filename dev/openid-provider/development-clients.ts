import type { ClientMetadata, JWKS } from 'oidc-provider';

/** The secret of every development client. It protects nothing. */
export const DEVELOPMENT_CLIENT_SECRET = 'ThisIsAnExampleKeyForDevPurposeOnly';

export const CLIENT_IDS = {
  /** The application itself. */
  application: 'people',
  /** Another application, whose access tokens our resource server accepts. */
  serviceProvider: 'service-provider',
  /** Our resource server, as an introspecting client, one for each form of answer (RFC 7662, RFC 9701). */
  resourceServerJson: 'resource-server-json',
  resourceServerJws: 'resource-server-jws',
  resourceServerJwe: 'resource-server-jwe',
} as const;

export type DevelopmentClientOptions = Readonly<{
  /** The application's callback addresses after sign-in. */
  redirectUris?: readonly string[] | undefined;
  /** The application's addresses after sign-out. */
  postLogoutRedirectUris?: readonly string[] | undefined;
  /** The application's address for notices of sign-outs elsewhere. */
  backchannelLogoutUri?: string | undefined;
  /** `jwt` signs the application's userinfo with RS256, as ProConnect does. */
  userinfoFormat?: 'json' | 'jwt' | undefined;
  /** Public keys for the encryption of introspection answers, or the address where they are published. */
  resourceServerKeys: { readonly jwks: JWKS } | { readonly jwks_uri: string };
}>;

const APPLICATION = 'http://localhost:8071/api/v1.0';
const WEB_CLIENT = 'http://localhost:3000/api/v1.0';

const resourceServer = (client_id: string): ClientMetadata => ({
  client_id,
  client_secret: DEVELOPMENT_CLIENT_SECRET,
  token_endpoint_auth_method: 'client_secret_post',
  grant_types: [],
  response_types: [],
  redirect_uris: [],
});

const relyingParty = (client_id: string, redirect_uris: readonly string[]): ClientMetadata => ({
  client_id,
  client_secret: DEVELOPMENT_CLIENT_SECRET,
  token_endpoint_auth_method: 'client_secret_post',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris,
});

/** The clients of the development provider. */
export function developmentClients({
  redirectUris = [`${APPLICATION}/callback/`, `${WEB_CLIENT}/callback/`],
  postLogoutRedirectUris = [`${APPLICATION}/logout-callback/`, `${WEB_CLIENT}/logout-callback/`],
  backchannelLogoutUri = `${APPLICATION}/backchannel-logout/`,
  userinfoFormat = 'json',
  resourceServerKeys,
}: DevelopmentClientOptions): readonly ClientMetadata[] {
  return [
    {
      ...relyingParty(CLIENT_IDS.application, redirectUris),
      post_logout_redirect_uris: postLogoutRedirectUris,
      backchannel_logout_uri: backchannelLogoutUri,
      backchannel_logout_session_required: true,
      ...(userinfoFormat === 'jwt' ? { userinfo_signed_response_alg: 'RS256' } : {}),
    },
    relyingParty(CLIENT_IDS.serviceProvider, ['http://localhost:8072/callback']),
    resourceServer(CLIENT_IDS.resourceServerJson),
    { ...resourceServer(CLIENT_IDS.resourceServerJws), introspection_signed_response_alg: 'ES256' },
    {
      ...resourceServer(CLIENT_IDS.resourceServerJwe),
      introspection_signed_response_alg: 'ES256',
      introspection_encrypted_response_alg: 'RSA-OAEP',
      introspection_encrypted_response_enc: 'A256GCM',
      ...resourceServerKeys,
    },
  ];
}
