import { generateKeyPairSync } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSigningKeys } from '../../src/infrastructure/config/values/signing-keys.ts';
import { makeClientSecrets } from '../builders/make-openid-client.ts';
import { makeProConnect, type OpenidWorld, openOpenidWorld, SECRET } from '../support/openid-world.ts';

const LOGOUT_URI = 'https://rp.example/api/v2/client/logout-callback';
const SHARED_SECRET = 'a secret that signs id tokens, long enough';

const pem = (type: 'RS256' | 'ES256'): string => {
  const { privateKey } =
    type === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

const OLD = { RS256: pem('RS256'), ES256: pem('ES256') };
const NEW = { RS256: pem('RS256'), ES256: pem('ES256') };
type Pair = typeof OLD;
/** Keys as operators write them into the setting, one behind the other. */
const written = (...pairs: readonly Pair[]) =>
  readSigningKeys(pairs.flatMap(({ RS256, ES256 }) => [RS256, ES256]).join('\n'));
const kidOf = (pair: Pair, alg: string): string | undefined =>
  written(pair).find((key) => key.alg === alg)?.kid;

/** The steps of a rotation, in the order of docs/operating.md. */
const STEPS = {
  before: written(OLD),
  published: written(OLD, NEW),
  signing: written(NEW, OLD),
  after: written(NEW),
};

const CLIENTS = {
  RS256: { client_id: 'rs', client_secret: SECRET },
  ES256: { client_id: 'es', client_secret: SECRET },
  HS256: { client_id: 'hs', client_secret: SHARED_SECRET },
};
type Algorithm = keyof typeof CLIENTS;

let world: OpenidWorld;
beforeEach(async () => {
  const client = { postLogoutRedirectUris: [LOGOUT_URI] };
  world = await openOpenidWorld({
    settings: { keys: STEPS.before },
    clients: [
      makeProConnect({ ...client, clientId: 'rs', userinfoSignedResponseAlg: 'RS256' }),
      makeProConnect({ ...client, clientId: 'es', idTokenSignedResponseAlg: 'ES256' }),
      makeProConnect({
        ...client,
        clientId: 'hs',
        // One that was taken over: its secret was readable before, and signs.
        idTokenSignedResponseAlg: 'HS256',
        userinfoSignedResponseAlg: null,
        secrets: makeClientSecrets(SHARED_SECRET, { readable: SHARED_SECRET }),
      }),
    ],
  });
});
afterEach(() => world.close());

const go = (step: keyof typeof STEPS) => world.restart({ keys: STEPS[step] });

async function codeOf(algorithm: Algorithm, browser = world.browser(), given = {}): Promise<string> {
  const { client_id } = CLIENTS[algorithm];
  return (await world.authorize({ client_id, ...given }, browser)).searchParams.get('code') ?? '';
}
async function signIn(algorithm: Algorithm, browser = world.browser(), given = {}) {
  const { status, body } = await world.exchange(await codeOf(algorithm, browser, given), CLIENTS[algorithm]);
  expect(status).toBe(200);
  return { browser, body, idToken: String(body['id_token']) };
}

/** Our published keys as a client has read them now, and keeps them. */
async function readKeys(): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${world.issuer}/.well-known/jwks.json`);
  const keys = z.array(z.looseObject({ kty: z.string(), kid: z.string() }));
  const read = z.object({ keys }).parse(await response.json());
  expect(read.keys.map(({ kty }) => kty)).not.toContain('oct');
  return createLocalJWKSet(read);
}
const verify = async (algorithm: Algorithm, token: string, keys: JWTVerifyGetKey): Promise<string> => {
  const audience = CLIENTS[algorithm].client_id;
  const checks = { issuer: world.issuer, audience, algorithms: [algorithm] };
  const { protectedHeader } =
    algorithm === 'HS256'
      ? await jwtVerify(token, new TextEncoder().encode(SHARED_SECRET), checks)
      : await jwtVerify(token, keys, checks);
  return protectedHeader.kid ?? '';
};

const isSignedIn = async ({ browser }: { browser: ReturnType<OpenidWorld['browser']> }, hint: string) => {
  const silent = { client_id: CLIENTS.RS256.client_id, prompt: 'none', id_token_hint: hint };
  return (await browser.open(world.authorizeUrl(silent))).landed?.searchParams.has('code');
};
const signOut = ({ browser }: { browser: ReturnType<OpenidWorld['browser']> }, hint: string) => {
  const parameters = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: LOGOUT_URI });
  return browser.open(`${world.issuer}/logout/?${parameters}`);
};

describe.each(['RS256', 'ES256'] as const)('the rotation of the key of %s', (algorithm) => {
  it('lets clients that read our keys a step before verify each id token', async () => {
    let keys = await readKeys();
    const signers: string[] = [];
    for (const step of ['before', 'published', 'signing', 'after'] as const) {
      await go(step);
      const { idToken } = await signIn(algorithm);
      signers.push(await verify(algorithm, idToken, keys));
      keys = await readKeys();
    }
    const [old, next] = [kidOf(OLD, algorithm), kidOf(NEW, algorithm)];
    expect(signers).toEqual([old, old, next, next]);
  });

  it('keeps good what was given before: sessions, codes, tokens, and the id token that was signed', async () => {
    const before = await signIn(algorithm);
    await go('published');
    const code = await codeOf(algorithm);
    await go('signing');
    const keys = await readKeys();
    expect(await verify(algorithm, before.idToken, keys)).toBe(kidOf(OLD, algorithm));
    expect((await world.userinfo(before.body['access_token'])).status).toBe(200);
    const exchanged = await world.exchange(code, CLIENTS[algorithm]);
    expect(exchanged.status).toBe(200);
    expect(await verify(algorithm, String(exchanged.body['id_token']), keys)).toBe(kidOf(NEW, algorithm));
    const refreshed = await world.refresh(before.body['refresh_token'], CLIENTS[algorithm]);
    expect(refreshed.status).toBe(200);
    expect(await verify(algorithm, String(refreshed.body['id_token']), keys)).toBe(kidOf(NEW, algorithm));
  });

  it('takes an id token of the old key as a hint, as long as that key is published', async () => {
    const rs = await signIn('RS256');
    const { idToken } = await signIn(algorithm, rs.browser);
    const hint = algorithm === 'RS256' ? idToken : rs.idToken;
    await go('published');
    expect(await isSignedIn(rs, hint)).toBe(true);
    await go('signing');
    expect(await isSignedIn(rs, hint)).toBe(true);
    expect((await signOut(rs, idToken)).landed?.href).toBe(LOGOUT_URI);
    expect(await isSignedIn(rs, hint)).toBe(false);
  });

  it('refuses one of a key that was taken away, and the session goes on', async () => {
    const browser = world.browser();
    const { idToken } = await signIn(algorithm, browser);
    await go('after');
    const end = await signOut({ browser }, idToken);
    expect(end.landed).toBeUndefined();
    expect(end.response.status).toBe(400);
    const again = await signIn(algorithm, browser, { prompt: 'none' });
    expect((await signOut(again, again.idToken)).landed?.href).toBe(LOGOUT_URI);
  });
});

it('userinfo is signed by the new key from the moment that id tokens are', async () => {
  const { body } = await signIn('RS256');
  for (const [step, pair] of [
    ['published', OLD],
    ['signing', NEW],
  ] as const) {
    await go(step);
    const token = await (await world.userinfo(body['access_token'])).text();
    const keys = createRemoteJWKSet(new URL(`${world.issuer}/.well-known/jwks.json`));
    await jwtVerify(token, keys, { issuer: world.issuer, audience: 'rs' });
    expect(decodeProtectedHeader(token).kid).toBe(kidOf(pair, 'RS256'));
  }
});

it('a client that was taken over with HS256 notices nothing of a rotation', async () => {
  const before = await signIn('HS256');
  for (const step of ['published', 'signing', 'after'] as const) {
    await go(step);
    const { idToken } = await signIn('HS256', before.browser, { prompt: 'none' });
    await verify('HS256', idToken, await readKeys());
  }
  expect((await signOut(before, before.idToken)).landed?.href).toBe(LOGOUT_URI);
});
