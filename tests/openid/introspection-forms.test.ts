import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { type OpenidProvider, startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import type { IntrospectionOptions } from '../../src/adapters/introspection/server/introspection-options.ts';
import { DecryptionKey } from '../../src/adapters/oauth/decryption-key.ts';
import { introspectionOptions } from './introspection-options.ts';
import { signInAtService } from './sign-in-at-service.ts';

const MANAGEMENT = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'];
const CONTENT = ['A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'];
const SIGNING = ['ES256', 'RS256'];
const PAIRS = MANAGEMENT.flatMap((alg) => CONTENT.map((enc) => [alg, enc] as const));

const secrets = Object.fromEntries(
  await Promise.all(MANAGEMENT.map(async (alg) => [alg, await generatePrivateJwk(alg, 'enc')] as const)),
);
const keys = MANAGEMENT.map(
  (alg) => new DecryptionKey(createPrivateKey({ key: secrets[alg] as JsonWebKey, format: 'jwk' }), [alg]),
);

let provider: OpenidProvider;
let accessToken: string;

/** A resource server as the provider knows it, one for each form of answer. */
const resourceServer = (client_id: string, metadata: object) => ({
  client_id,
  client_secret: DEVELOPMENT_CLIENT_SECRET,
  token_endpoint_auth_method: 'client_secret_post' as const,
  grant_types: [],
  response_types: [],
  redirect_uris: [],
  ...metadata,
});

beforeAll(async () => {
  provider = await startOpenidProvider({
    port: 0,
    clients: [
      ...SIGNING.map((alg) => resourceServer(`signed ${alg}`, { introspection_signed_response_alg: alg })),
      ...PAIRS.map(([alg, enc], index) =>
        resourceServer(`${alg} ${enc}`, {
          introspection_signed_response_alg: SIGNING[index % 2],
          introspection_encrypted_response_alg: alg,
          introspection_encrypted_response_enc: enc,
          // All at once, as our own key set has them: the provider picks by algorithm.
          jwks: { keys: Object.values(secrets).map((jwk) => publicJwk(jwk)) },
        }),
      ),
    ],
  });
  accessToken = await signInAtService(provider.issuer, 'openid email groups');
});
afterAll(() => provider.close());

async function introspect(given: Partial<IntrospectionOptions>, token = accessToken) {
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(provider.issuer, {
      clientSecret: DEVELOPMENT_CLIENT_SECRET,
      decryption: { algorithms: MANAGEMENT, encodings: CONTENT, keys },
      ...given,
    }),
    clock: { now: () => new Date() },
  });
  try {
    return await introspector.introspect(token);
  } finally {
    await introspector.close();
  }
}

const SIGNED_IN = {
  active: true,
  sub: 'people',
  clientId: CLIENT_IDS.serviceProvider,
  scopes: ['openid', 'email', 'groups'],
  expiresAt: expect.any(Date),
};

describe('the token of a person signed in at another service is understood', () => {
  it('as JSON', async () => {
    const clientId = CLIENT_IDS.resourceServerJson;
    expect(await introspect({ clientId, format: 'json' })).toEqual(SIGNED_IN);
    expect(await introspect({ clientId, format: 'auto' })).toEqual(SIGNED_IN);
  });

  it.each(SIGNING)('signed with %s', async (alg) => {
    const clientId = `signed ${alg}`;
    const only = { signingAlgorithms: [alg] };
    expect(await introspect({ clientId, format: 'jwt', ...only })).toEqual(SIGNED_IN);
    expect(await introspect({ clientId, format: 'auto', preferredFormat: 'jwt', ...only })).toEqual(
      SIGNED_IN,
    );
  });

  it.each(PAIRS)('signed, and encrypted with %s and %s', async (alg, enc) => {
    const only = { algorithms: [alg], encodings: [enc], keys };
    const given = { clientId: `${alg} ${enc}`, decryption: only };
    expect(await introspect({ ...given, format: 'jwt' })).toEqual(SIGNED_IN);
    expect(await introspect({ ...given, format: 'auto', preferredFormat: 'jwt' })).toEqual(SIGNED_IN);
  });
});

describe('and is not', () => {
  const clientId = 'ECDH-ES A256GCM';

  it('with another signature, key management or encryption than configured', async () => {
    const decryption = { algorithms: MANAGEMENT, encodings: CONTENT, keys };
    for (const given of [
      { signingAlgorithms: ['PS256'] },
      { decryption: { ...decryption, algorithms: ['RSA-OAEP'] } },
      { decryption: { ...decryption, encodings: ['A128CBC-HS256'] } },
      { decryption: undefined },
    ]) {
      await expect(introspect({ clientId, format: 'jwt', ...given })).rejects.toMatchObject({
        code: 'identity_provider.unexpected',
      });
    }
  });

  it('once it is revoked', async () => {
    const token = await signInAtService(provider.issuer, 'openid email groups');
    const given = { clientId, format: 'jwt' } as const;
    expect(await introspect(given, token)).toEqual(SIGNED_IN);
    await provider.revokeAccessToken(token);
    expect(await introspect(given, token)).toEqual({ active: false });
  });
});
