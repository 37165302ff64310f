import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import type { IntrospectionFormat } from '../../src/adapters/introspection/server/introspection-options.ts';
import { DecryptionKey } from '../../src/adapters/oauth/decryption-key.ts';
import type { TokenIntrospectorHarness } from '../contracts/token-introspector.contract.ts';
import { introspectionOptions } from './introspection-options.ts';

type Given = Readonly<{
  /** As which of the development clients to ask: it decides the form of the answers. */
  clientId: string;
  format: IntrospectionFormat;
  preferredFormat?: 'json' | 'jwt';
}>;

/** An introspector in front of a running development provider, whose endpoints it finds by discovery. */
export async function openIntrospectionHarness(given: Given): Promise<TokenIntrospectorHarness> {
  const provider = await startOpenidProvider({ port: 0 });
  const { resourceServerPrivateKey: jwk } = provider;
  const secret = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(provider.issuer, {
      clientSecret: DEVELOPMENT_CLIENT_SECRET,
      decryption: {
        algorithms: ['RSA-OAEP'],
        encodings: ['A256GCM'],
        keys: [new DecryptionKey(secret, ['RSA-OAEP'])],
      },
      ...given,
    }),
    clock: { now: () => new Date() },
  });
  return {
    introspector,
    clientIds: [CLIENT_IDS.serviceProvider, CLIENT_IDS.application],
    issue: ({ sub, clientId, scopes }) =>
      provider.mintAccessToken({ sub, clientId, scope: scopes.join(' ') }),
    revoke: (token) => provider.revokeAccessToken(token),
    goDown: () => provider.faults.takeDown(),
    comeBack: () => provider.faults.restore(),
    close: async () => {
      await introspector.close();
      await provider.close();
    },
  };
}
