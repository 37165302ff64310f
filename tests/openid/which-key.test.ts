import type { JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { JWT_TYPE } from './hand-made-answers.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';
import { introspectionOptions } from './introspection-options.ts';

const REFUSED = { code: 'identity_provider.refused' };
const NO_KID = { kid: undefined } as unknown as { kid: string };
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const [one, other, third] = (await Promise.all([0, 1, 2].map(() => generatePrivateJwk('RS256', 'sig')))) as [
  JWK,
  JWK,
  JWK,
];
const nameless = ({ kid: _kid, use: _use, alg: _alg, ...jwk }: JWK): JWK => jwk;
const published = (...keys: JWK[]) => ({ body: { keys: keys.map((key) => publicJwk(key)) } });

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

const signedBy = (key: JWK, header: object = {}) => ({ key, header });
const ways: readonly [string, JWK[], { key: JWK; header: object }][] = [
  ['neither the keys nor the token have a kid', [other, one].map(nameless), signedBy(one, NO_KID)],
  ['the token alone has a kid', [other, one].map(nameless), signedBy(one, { kid: 'mine' })],
  ['the keys alone have a kid', [other, one], signedBy(one, NO_KID)],
  [
    'two keys share a kid',
    [
      { ...other, kid: 'k' },
      { ...one, kid: 'k' },
    ],
    signedBy(one, { kid: 'k' }),
  ],
  [
    'one key has the kid, others have none',
    [nameless(other), { ...one, kid: 'k' }],
    signedBy(one, { kid: 'k' }),
  ],
  [
    'a key for encryption has the same kid',
    [
      { ...other, kid: 'k', use: 'enc', alg: 'RSA-OAEP' },
      { ...one, kid: 'k' },
    ],
    signedBy(one, { kid: 'k' }),
  ],
];

describe('k20-keys-without-kid: each key that may be meant is tried when', () => {
  it.each(ways)('%s', async (_way, keys, signature) => {
    const result = await signInScripted(provider, { signature, jwks: published(...keys) });
    expect(result.claims.sub).toBe('somebody');
    const userinfo = { type: 'application/jwt', body: await provider.sign({}, signature) };
    const again = await signInScripted(provider, { signature, jwks: published(...keys), userinfo });
    expect(again.claims.sub).toBe('somebody');
  });

  it.each(ways)('%s: logout tokens, too', async (_way, keys, signature) => {
    const token = await provider.sign({ jti: 'j', events: { [EVENT]: {} } }, signature);
    provider.script({ jwks: published(...keys) });
    expect(await connectTo(provider).verifyLogoutToken(token)).toMatchObject({ jti: 'j' });
  });

  it.each(ways)('%s: introspection answers, too', async (_way, keys, signature) => {
    const header = { ...signature.header, typ: 'token-introspection+jwt' };
    const claims = { aud: 'resource-server', token_introspection: { active: false } };
    const body = await provider.sign(claims, { key: signature.key, header });
    provider.script({ introspection: { status: 200, type: JWT_TYPE, body }, jwks: published(...keys) });
    const introspector = new ConnectedTokenIntrospector({
      options: introspectionOptions(provider.issuer, { format: 'jwt' }),
      clock: { now: () => new Date() },
    });
    expect(await introspector.introspect('token')).toEqual({ active: false });
    await introspector.close();
  });
});

it.each(ways)('believes nobody else when %s', async (_way, keys, signature) => {
  const forged = { ...signature, key: third };
  await expect(
    signInScripted(provider, { signature: forged, jwks: published(...keys) }),
  ).rejects.toMatchObject(REFUSED);
});

it('is not put off by keys that we can make nothing of', async () => {
  const odd = [
    { kty: 'AKP', alg: 'ML-DSA-65', kid: 'pq', pub: 'AAAA', use: 'sig' },
    { kty: 'EC', crv: 'secp256k1', kid: 'k1', x: 'AAAA', y: 'AAAA', use: 'sig', alg: 'ES256K' },
    { kty: 'oct', k: 'AAAA' },
    { kty: 7 },
    { kid: 'nothing' },
    'text',
    null,
    { kty: 'RSA', kid: 5, n: 'AAAA', e: 'AQAB' },
  ];
  const jwks = { body: { keys: [...odd, publicJwk(nameless(one))] } };
  const result = await signInScripted(provider, { signature: signedBy(one, NO_KID), jwks });
  expect(result.claims.sub).toBe('somebody');
});

it('looks for a new key when keys have no kid and none of those known has signed', async () => {
  const clock = new ManualClock(new Date());
  const adapter = connectTo(provider, { clock });
  await signInScripted(
    provider,
    { signature: signedBy(one, NO_KID), jwks: published(nameless(one)) },
    adapter,
  );
  clock.advance(3);
  const rotated = { signature: signedBy(other, NO_KID), jwks: published(nameless(other)) };
  expect((await signInScripted(provider, rotated, adapter)).claims.sub).toBe('somebody');
  expect(provider.requestsTo('jwks')).toHaveLength(1);
});

it('waits for a new key rather than lose a logout that comes just after the keys were read', async () => {
  const adapter = connectTo(provider);
  await signInScripted(provider, { signature: signedBy(one), jwks: published(one) }, adapter);
  const token = await provider.sign({ jti: 'j', events: { [EVENT]: {} } }, signedBy(other));
  provider.script({ jwks: published(one, other) });
  expect(await adapter.verifyLogoutToken(token)).toMatchObject({ jti: 'j' });
});
