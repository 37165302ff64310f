import { afterEach, expect, it } from 'vitest';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';

let world: ApiWorld;
afterEach(() => world.close());

const KEYS = [
  { kty: 'RSA', n: 'n', e: 'AQAB', alg: 'RSA-OAEP', use: 'enc', kid: 'present' },
  { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', alg: 'ECDH-ES', use: 'enc', kid: 'former' },
];
const PATHS = ['/api/v1.0/jwks', '/resource-server/v1.0/jwks'];
const open = async (encryptionKeys: typeof KEYS) => {
  world = await openApiWorld({ app: { encryptionKeys } });
};
const get = (path: string, init: RequestInit = {}) => fetch(`${world.url}${path}`, init);

it.each(PATHS)('%s shows everybody the public keys, for ten minutes', async (path) => {
  await open(KEYS);
  // Credentials mean nothing there, good or bad.
  const answer = await get(path, { headers: { authorization: 'Bearer a b' } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=600');
  expect(await answer.json()).toEqual({ keys: KEYS });
});

it.each(PATHS)('%s says so when there is none', async (path) => {
  await open([]);
  const answer = await get(path);
  expect(answer.status).toBe(500);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ error: 'OIDC_RS_PRIVATE_KEY_STR setting is missing or empty.' });
});

it.each(PATHS)('%s can only be read', async (path) => {
  await open(KEYS);
  expect((await get(path, { method: 'HEAD' })).status).toBe(200);
  const answer = await get(path, { method: 'POST' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
});

it.each(PATHS)('%s has no final slash', async (path) => {
  await open(KEYS);
  expect((await get(`${path}/`)).status).toBe(404);
});
