/** The program that our provider is compared with: the same library as it comes, its records in memory. */
import { createServer } from 'node:http';
import { stopRequested } from '../../dev/companion/stop-requested.ts';
import { createMemoryStorage } from '../../dev/openid-provider/memory-storage.ts';
import { loadOidcProvider } from '../../src/infrastructure/openid-provider/load-oidc-provider.ts';
import { CLIENT } from './federated-client.ts';

const stopping = stopRequested();
const port = Number(process.env['PORT']);
const { default: Provider } = await loadOidcProvider();
const provider = new Provider(`http://127.0.0.1:${port}`, {
  adapter: createMemoryStorage().adapter,
  clients: [
    {
      client_id: CLIENT.clientId,
      client_secret: process.env['BENCH_SECRET'] ?? '',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [CLIENT.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [JSON.parse(process.env['BENCH_KEY'] ?? '{}')] },
  scopes: ['openid', 'email'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['bench'] },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
  features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@bench.example`, email_verified: true }),
  }),
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  pkce: { required: () => false },
  loadExistingGrant: async (ctx) => {
    const { client, session, requestParamOIDCScopes } = ctx.oidc;
    if (!client || !session?.accountId) return undefined;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope([...requestParamOIDCScopes]);
    await grant.save();
    return grant;
  },
});
const handle = provider.callback();
const server = createServer((request, response) => {
  if (!request.url?.startsWith('/interaction/')) return handle(request, response);
  provider
    .interactionDetails(request, response)
    .then(({ params }) =>
      provider.interactionFinished(request, response, {
        login: { accountId: String(params['login_hint']) },
      }),
    )
    .catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(port, '127.0.0.1');
await stopping;
server.closeAllConnections();
server.close();
// The open channel to the parent process would keep this one alive.
process.exit();
