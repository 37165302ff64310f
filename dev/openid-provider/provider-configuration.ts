import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { DevelopmentAccount } from './development-accounts.ts';
import { LEVEL_NAMES } from './levels.ts';
import type { MemoryStorage } from './memory-storage.ts';
import { SIGN_IN_PATH } from './sign-in-interaction.ts';
import { escapeHtml, renderPage } from './sign-in-page.ts';

const HOUR = 3600;

/** The paths that ProConnect uses (contract/resource-server.md section 1). */
export const ROUTES = {
  authorization: '/authorize',
  token: '/token',
  userinfo: '/userinfo',
  jwks: '/jwks',
  end_session: '/session/end',
  introspection: '/token/introspection',
  revocation: '/token/revocation',
} as const;

/** Grants every request, so that no consent page is shown. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider, requestParamOIDCScopes, requestParamClaims } = ctx.oidc;
  const accountId = session?.accountId;
  if (client === undefined || session === undefined || accountId === undefined) return undefined;
  const grantId = ctx.oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = existing ?? new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope([...requestParamOIDCScopes]);
  grant.addOIDCClaims([...requestParamClaims]);
  await grant.save();
  return grant;
}

/** Signs out at once when a valid `id_token_hint` identifies the person; otherwise the button must be pressed. */
function renderSignOut(ctx: KoaContextWithOIDC, form: string): void {
  const trusted = ctx.oidc.entities.IdTokenHint !== undefined;
  const submit = trusted ? `<script>document.getElementById('op.logoutForm').submit()</script>` : '';
  ctx.body = renderPage(
    'en',
    'Sign out',
    `${form.replace('</form>', '<input type="hidden" name="logout" value="yes"><input type="submit" value="Sign out"></form>')}${submit}`,
  );
}

/** All departures of the provider from the library's defaults. */
export function providerConfiguration(options: {
  readonly findAccount: (sub: string) => DevelopmentAccount | undefined;
  readonly storage: MemoryStorage;
  readonly clients: readonly ClientMetadata[];
  readonly signingKeys: readonly JWK[];
}): Configuration {
  return {
    adapter: options.storage.adapter,
    clients: [...options.clients],
    jwks: { keys: [...options.signingKeys] },
    routes: ROUTES,
    acrValues: LEVEL_NAMES,
    scopes: ['openid', 'offline_access', 'email', 'profile', 'siret', 'groups'],
    claims: {
      openid: ['sub', 'first_name', 'last_name', 'siret'],
      email: ['email', 'email_verified'],
      acr: null,
      amr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    findAccount: (_ctx, sub) => {
      const account = options.findAccount(sub);
      if (account === undefined) return undefined;
      const { email, firstName, lastName, siret } = account;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          email,
          email_verified: true,
          first_name: firstName,
          last_name: lastName,
          siret,
        }),
      };
    },
    loadExistingGrant: grantEverything,
    interactions: { url: (_ctx, { uid }) => `${SIGN_IN_PATH}${uid}` },
    // Cookies ignore ports: the application, also on localhost, must not receive the provider's under its own names.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: {
        session: 'dev_openid_session',
        interaction: 'dev_openid_interaction',
        resume: 'dev_openid_resume',
      },
    },
    clientBasedCORS: () => false,
    // The library's requests use a dispatcher that refuses loopback addresses, where our applications run.
    fetch: (input, { signal, method, headers, body, redirect } = {}) =>
      fetch(input, {
        signal: signal ?? null,
        body: body ?? null,
        ...(method === undefined ? {} : { method }),
        ...(headers === undefined ? {} : { headers }),
        ...(redirect === undefined ? {} : { redirect }),
      }),
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      encryption: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      jwtIntrospection: { enabled: true },
      jwtUserinfo: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: {
        logoutSource: renderSignOut,
        postLogoutSuccessSource: (ctx) => {
          ctx.body = renderPage('en', 'Signed out', '<p>You are signed out.</p>');
        },
      },
    },
    enabledJWA: {
      introspectionSigningAlgValues: ['RS256', 'ES256', 'HS256'],
      introspectionEncryptionAlgValues: ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'],
      introspectionEncryptionEncValues: ['A256GCM', 'A128GCM', 'A128CBC-HS256', 'A256CBC-HS512'],
    },
    // As ProConnect: access tokens live an hour, sessions twelve (contract/resource-server.md section 1).
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: 12 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 2 * HOUR,
      Session: 12 * HOUR,
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      const lines = [out.error, out.error_description ?? ''].map((line) => `<p>${escapeHtml(line)}</p>`);
      ctx.body = renderPage('en', 'We are sorry...', lines.join('\n'));
    },
  };
}
