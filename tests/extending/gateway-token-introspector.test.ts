import { tokenIntrospectorContract } from '../contracts/token-introspector.contract.ts';
import { GatewayTokenIntrospector } from './gateway-token-introspector.ts';
import { startTokenGateway } from './token-gateway.ts';

tokenIntrospectorContract('gateway', async () => {
  const gateway = await startTokenGateway();
  return {
    introspector: new GatewayTokenIntrospector(gateway.url),
    issue: async ({ sub, clientId, scopes }) =>
      gateway.issue({ owner: sub, application: clientId, rights: scopes }),
    revoke: async (token) => gateway.revoke(token),
    clientIds: ['portal', 'calendar'],
    goDown: () => gateway.setDown(true),
    comeBack: () => gateway.setDown(false),
    close: gateway.close,
  };
});
