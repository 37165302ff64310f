import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { type OpenidProvider, startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { DecryptionKey } from '../../src/adapters/oauth/decryption-key.ts';
import { introspectionOptions } from '../openid/introspection-options.ts';
import { signInAtService } from '../openid/sign-in-at-service.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser } from './evry.ts';

const ALGORITHM = 'RSA-OAEP';
const secret = createPrivateKey({
  key: (await generatePrivateJwk(ALGORITHM, 'enc')) as JsonWebKey,
  format: 'jwk',
});
const key = new DecryptionKey(secret, [ALGORITHM]);

let world: ApiWorld;
let provider: OpenidProvider;
let introspector: ConnectedTokenIntrospector;

beforeAll(async () => {
  world = await openApiWorld({
    app: { encryptionKeys: key.publicKeys() },
    adapters: { tokenIntrospector: { introspect: (token) => introspector.introspect(token) } },
  });
  // The provider reads our keys where we publish them.
  provider = await startOpenidProvider({
    port: 0,
    resourceServerKeys: { jwks_uri: `${world.url}/resource-server/v1.0/jwks` },
  });
  introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(provider.issuer, {
      clientId: CLIENT_IDS.resourceServerJwe,
      clientSecret: DEVELOPMENT_CLIENT_SECRET,
      format: 'jwt',
      decryption: { algorithms: [ALGORITHM], encodings: ['A256GCM'], keys: [key] },
    }),
    clock: { now: () => new Date() },
  });
  await addUser(world, { sub: 'people' });
});
afterAll(async () => {
  await introspector.close();
  await provider.close();
  await world.close();
});

const call = (token: string, method = 'GET', body?: object) =>
  exchange(`${world.url}/resource-server/v1.0/teams/`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

it('a person signs in at another service, which creates and lists their teams here until the token ends', async () => {
  const token = await signInAtService(provider.issuer, 'openid groups');
  expect(await call(token, 'POST', { name: 'Via the service' })).toMatchObject({ status: 201 });
  expect(await call(token)).toMatchObject({
    status: 200,
    body: { count: 1, results: [{ name: 'Via the service' }] },
  });
  expect(await call(btoa(token))).toMatchObject({ status: 200, body: { count: 1 } });

  await provider.revokeAccessToken(token);
  expect(await call(token)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
});

it('needs the scope', async () => {
  const token = await signInAtService(provider.issuer, 'openid email');
  expect(await call(token)).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
});

it('is unavailable while the provider is down, and comes back with it', async () => {
  const token = await signInAtService(provider.issuer, 'openid groups');
  provider.faults.takeDown('introspection');
  expect(await call(token)).toMatchObject({ status: 503, body: { code: 'idp_unavailable' } });
  provider.faults.restore();
  expect(await call(token)).toMatchObject({ status: 200 });
});
