import { hkdfSync } from 'node:crypto';
import type {
  AdapterFactory,
  Configuration,
  ErrorOut,
  Grant,
  Interaction,
  interactionPolicy,
  KoaContextWithOIDC,
} from 'oidc-provider';
import { reachableAcrs } from '../../domain/identity/authentication-level.ts';
import { scopesOf } from '../../domain/identity/openid-claims.ts';
import { OWN_METADATA } from './client-metadata.ts';
import { LIFETIMES, type OpenidProviderSettings } from './openid-provider-settings.ts';
import type { makeFindAccount } from './policy/openid-account.ts';

type Given = Readonly<{
  settings: OpenidProviderSettings;
  adapter: AdapterFactory;
  policy: readonly interactionPolicy.Prompt[];
  findAccount: ReturnType<typeof makeFindAccount>;
  /** Whether a token may be told about to a client that asks. */
  mayIntrospect: (ctx: KoaContextWithOIDC, accountId: string | undefined) => Promise<boolean>;
  /** Whether a client may revoke a token of the client that is named. */
  mayRevoke: (clientId: string, ownerId: string | undefined) => boolean;
  /** Where an interaction is carried on. */
  interactionUrl: (ctx: KoaContextWithOIDC, interaction: Interaction) => Promise<string>;
  renderError: (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error) => void;
}>;

/** The paths of the reference, below the issuer (contract/rest-api.md 3.16). */
const ROUTES = {
  authorization: '/authorize/',
  token: '/token/',
  userinfo: '/userinfo/',
  introspection: '/introspect/',
  revocation: '/revoke_token/',
  end_session: '/logout/',
  jwks: '/.well-known/jwks.json',
};

const cookieKeys = (secretKeys: readonly string[]): string[] =>
  secretKeys.map((key) =>
    Buffer.from(hkdfSync('sha256', key, '', 'regie openid cookies', 32)).toString('base64url'),
  );

/** Names that only our own host can set, over HTTPS (RFC 6265bis, section 4.1.3). */
export const cookieNames = (isSecure: boolean) => ({
  session: isSecure ? '__Host-regie_openid' : 'regie_openid',
  interaction: isSecure ? '__Secure-regie_openid_interaction' : 'regie_openid_interaction',
  resume: isSecure ? '__Secure-regie_openid_resume' : 'regie_openid_resume',
});

/** The permission to a client whose people are not asked: it covers what is asked for. */
async function grantWithoutAsking(
  ctx: KoaContextWithOIDC,
  existing: Grant | undefined,
): Promise<Grant | undefined> {
  const { client, account, provider, requestParamOIDCScopes, requestParamClaims } = ctx.oidc;
  if (!client || !account) return undefined;
  const grant = existing ?? new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...requestParamOIDCScopes]);
  grant.addOIDCClaims([...requestParamClaims]);
  await grant.save();
  return grant;
}

async function loadExistingGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, account, result, provider } = ctx.oidc;
  if (!client || !session || !account) return undefined;
  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const existing = found?.accountId === account.accountId ? found : undefined;
  return client['skips_consent'] === true ? grantWithoutAsking(ctx, existing) : existing;
}

/** Until when a session lasts, in seconds from now: using it does not make it longer. */
const left = (loginTs: number | undefined): number =>
  loginTs === undefined
    ? LIFETIMES.interaction
    : Math.max(1, loginTs + LIFETIMES.session - Math.floor(Date.now() / 1000));

/** All departures of our provider from the library's defaults. */
export function providerConfiguration({
  settings: { issuer, profile, keys, offeredFactors, refreshTokenSeconds, secretKeys },
  adapter,
  policy,
  findAccount,
  mayIntrospect,
  mayRevoke,
  interactionUrl,
  renderError,
}: Given): Configuration {
  const scopes = scopesOf(profile);
  const isSecure = issuer.startsWith('https:');
  const signing = [...new Set(keys.map(({ alg }) => alg))];
  return {
    adapter,
    jwks: {
      keys: keys.map(({ kid, alg, privateKey }) => ({
        ...privateKey.export({ format: 'jwk' }),
        kty: privateKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC',
        kid,
        alg,
        use: 'sig',
      })),
    },
    routes: ROUTES,
    acrValues: reachableAcrs(offeredFactors),
    scopes: Object.keys(scopes),
    claims: {
      ...Object.fromEntries(Object.entries(scopes).filter(([, claims]) => claims.length > 0)),
      openid: ['sub', 'amr', 'auth_time', 'at_hash', 'jti'],
      acr: null,
      amr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    // Id tokens carry the claims of their scopes, as those of the reference do.
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_post', 'client_secret_basic', 'none'],
    responseTypes: ['code'],
    extraClientMetadata: { properties: OWN_METADATA },
    extraParams: ['sp_name'],
    clientBasedCORS: (_ctx, origin, client) => [client['allowed_origins']].flat().includes(origin),
    findAccount,
    loadExistingGrant,
    interactions: { policy, url: interactionUrl },
    cookies: {
      keys: cookieKeys(secretKeys),
      names: cookieNames(isSecure),
      // A form of a client may post people here (OpenID Connect Core 1.0, 3.1.2.1); `Lax` would hide their session then.
      long: { httpOnly: true, path: '/', sameSite: isSecure ? 'none' : 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    pkce: { required: (_ctx, client) => client['requires_pkce'] === true },
    features: {
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      introspection: {
        enabled: true,
        allowedPolicy: (ctx, client, token) =>
          client.clientAuthMethod !== 'none' &&
          mayIntrospect(ctx, 'accountId' in token ? token.accountId : undefined),
      },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, { clientId }, token) => mayRevoke(clientId, token.clientId),
      },
      // Signing out is ours: with a hint nobody is asked, and without one nobody is sent back.
      rpInitiatedLogout: { enabled: false },
    },
    enabledJWA: {
      idTokenSigningAlgValues: [...signing, 'HS256'],
      userinfoSigningAlgValues: signing,
      requestObjectSigningAlgValues: signing,
    },
    // What ends with a session is deleted when it is ended.
    expiresWithSession: async () => false,
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: LIFETIMES.accessToken,
      AuthorizationCode: LIFETIMES.authorizationCode,
      Grant: refreshTokenSeconds + LIFETIMES.session,
      IdToken: LIFETIMES.idToken,
      Interaction: LIFETIMES.interaction,
      RefreshToken: (ctx) => ctx?.oidc.entities.RotatedRefreshToken?.remainingTTL ?? refreshTokenSeconds,
      Session: (_ctx, session) => left(session.loginTs),
    },
    discovery: { claims_locales_supported: undefined, ui_locales_supported: ['fr', 'en'] },
    renderError,
  };
}
