import type { JWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { compactJws, JWT_TYPE, signerOf } from './hand-made-answers.ts';
import { type Answer, type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { introspectionOptions } from './introspection-options.ts';

const [former, present, next] = (await Promise.all(
  [0, 1, 2].map(() => generatePrivateJwk('ES256', 'sig')),
)) as [JWK, JWK, JWK];

let server: HandMadeProvider;
let clock: ManualClock;
let introspector: ConnectedTokenIntrospector;
beforeAll(async () => {
  server = await startHandMadeProvider();
});
afterAll(() => server.close());
beforeEach(() => {
  clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));
  introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(server.issuer, { format: 'jwt' }),
    clock,
  });
  keySet = { body: { keys: [publicJwk(present)] } };
  asked = 0;
});
afterEach(() => introspector.close());

let keySet: Answer;
let asked: number;

/** Makes the server answer with a signature of `key`. */
function script(key: JWK): void {
  const body = compactJws(
    { alg: 'ES256', typ: 'token-introspection+jwt', kid: key.kid },
    {
      iss: server.issuer,
      aud: 'resource-server',
      iat: Math.floor(clock.now().getTime() / 1000),
      token_introspection: { active: false },
    },
    signerOf(key),
  );
  server.script({ introspection: { status: 200, type: JWT_TYPE, body }, jwks: keySet });
}

async function answeredWith(key: JWK): Promise<unknown> {
  script(key);
  const outcome = await introspector.introspect('token').catch((error: unknown) => error);
  asked += server.requestsTo('jwks').length;
  return outcome;
}

const UNDERSTOOD = { active: false };
const UNEXPECTED = { code: 'identity_provider.unexpected' };
const UNAVAILABLE = { code: 'identity_provider.unavailable' };
const publish = (...keys: JWK[]) => {
  keySet = { body: { keys: keys.map((key) => publicJwk(key)) } };
};

it('are asked for once, as long as they are known', async () => {
  for (let count = 0; count < 5; count += 1) expect(await answeredWith(present)).toEqual(UNDERSTOOD);
  expect(asked).toBe(1);
});

it.each<[string | undefined, number]>([
  [undefined, 600],
  ['public, max-age=120', 120],
  ['max-age=1', 60],
  ['max-age=999999', 3600],
  ['no-cache', 600],
])('with Cache-Control %j are asked for again after %i seconds', async (cacheControl, seconds) => {
  keySet = { ...keySet, headers: cacheControl === undefined ? {} : { 'cache-control': cacheControl } };
  await answeredWith(present);
  clock.advance(seconds - 1);
  await answeredWith(present);
  expect(asked).toBe(1);
  clock.advance(1);
  expect(await answeredWith(present)).toEqual(UNDERSTOOD);
  expect(asked).toBe(2);
});

describe('when the server changes its key', () => {
  it('the new one is found at once, and the former one as long as it is published', async () => {
    publish(former);
    expect(await answeredWith(former)).toEqual(UNDERSTOOD);
    clock.advance(31);
    publish(present, former);
    expect(await answeredWith(present)).toEqual(UNDERSTOOD);
    expect(await answeredWith(former)).toEqual(UNDERSTOOD);
    expect(asked).toBe(2);
    clock.advance(600);
    publish(present);
    expect(await answeredWith(present)).toEqual(UNDERSTOOD);
    expect(await answeredWith(former)).toMatchObject(UNAVAILABLE);
  });

  it('unknown keys make us ask once in two seconds, and are to be tried again meanwhile', async () => {
    await answeredWith(present);
    clock.advance(31);
    expect(await answeredWith(next)).toMatchObject(UNEXPECTED);
    for (let count = 0; count < 4; count += 1) {
      expect(await answeredWith(next)).toMatchObject({ ...UNAVAILABLE, retryAfterSeconds: 2 });
    }
    expect(asked).toBe(2);
    publish(next);
    expect(await answeredWith(next)).toMatchObject(UNAVAILABLE);
    clock.advance(2);
    expect(await answeredWith(next)).toEqual(UNDERSTOOD);
    expect(asked).toBe(3);
  });
});

describe('while they cannot be had', () => {
  it.each<[string, Answer]>([
    ['down', { cut: true }],
    ['failing', { status: 500 }],
    ['talking nonsense', { body: '<html>' }],
  ])('and the server is %s, those known go on to count', async (_how, failure) => {
    await answeredWith(present);
    const good = keySet;
    keySet = failure;
    clock.advance(3_600);
    for (let count = 0; count < 3; count += 1) expect(await answeredWith(present)).toEqual(UNDERSTOOD);
    expect(await answeredWith(next)).toMatchObject(UNAVAILABLE);
    expect(asked).toBe(2);
    keySet = good;
    publish(next);
    clock.advance(30);
    expect(await answeredWith(next)).toEqual(UNDERSTOOD);
  });

  it('and none are known, nothing can be understood until they are', async () => {
    const good = keySet;
    keySet = { status: 503 };
    expect(await answeredWith(present)).toMatchObject(UNAVAILABLE);
    keySet = good;
    expect(await answeredWith(present)).toEqual(UNDERSTOOD);
  });
});

it('are asked for once by many at the same time', async () => {
  script(present);
  const many = await Promise.all(Array.from({ length: 5 }, () => introspector.introspect('token')));
  expect(many).toEqual(many.map(() => UNDERSTOOD));
  expect(server.requestsTo('jwks')).toHaveLength(1);
});
