import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { JsonTokenIntrospector } from '../../src/adapters/introspection/json-token-introspector.ts';
import type { TokenIntrospectorHarness } from '../contracts/token-introspector.contract.ts';

/** The JSON introspector in front of a running development provider, found by discovery. */
export async function openJsonIntrospectionHarness(): Promise<TokenIntrospectorHarness> {
  const provider = await startOpenidProvider({ port: 0 });
  return {
    introspector: new JsonTokenIntrospector({
      options: {
        issuer: provider.issuer,
        clientId: CLIENT_IDS.resourceServerJson,
        clientSecret: DEVELOPMENT_CLIENT_SECRET,
        audienceClaim: 'client_id',
        timeoutMs: 5000,
        allowInsecureHttp: true,
      },
      clock: { now: () => new Date() },
    }),
    clientIds: [CLIENT_IDS.serviceProvider, CLIENT_IDS.application],
    issue: ({ sub, clientId, scopes }) =>
      provider.mintAccessToken({ sub, clientId, scope: scopes.join(' ') }),
    revoke: (token) => provider.revokeAccessToken(token),
    goDown: () => provider.faults.takeDown(),
    comeBack: () => provider.faults.restore(),
    close: () => provider.close(),
  };
}
