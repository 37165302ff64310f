import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { signerOf } from './hand-made-answers.ts';
import type { Answer } from './hand-made-provider.ts';
import {
  about,
  another,
  encrypted,
  introspect,
  refuses,
  resigned,
  signed,
  signing,
} from './hostile-fixture.ts';

refuses('the way it comes', [
  ['as JSON', /another type/, () => ({ type: 'application/json', body: about })],
  ['as another JWT', /another type/, () => ({ type: 'application/jwt', body: signed() })],
  ['as text', /another type/, () => ({ type: 'text/plain', body: signed() })],
  ['without type', /another type/, () => ({ type: '', body: signed() })],
  ['with another status', /status 201/, () => ({ status: 201, body: signed() })],
  ['with a refusal of our credentials', /status 401/, () => ({ status: 401, body: signed() })],
  [
    'with a redirect',
    /redirect \(302\)/,
    () => ({ status: 302, headers: { location: '/jwks' }, body: signed() }),
  ],
  [
    'with a redirect that repeats the form',
    /redirect \(307\)/,
    () => ({ status: 307, headers: { location: '/jwks' } }),
  ],
  ['compressed', /compressed/, () => ({ headers: { 'content-encoding': 'br' }, body: signed() })],
  ['with huge headers', /larger headers/, () => ({ headers: { x: 'x'.repeat(20_000) }, body: signed() })],
]);

describe('the keys of the server', () => {
  it.each<[string, RegExp, Answer]>([
    [
      'shared secrets',
      /ERR_JWKS_NO_MATCHING_KEY/,
      { body: { keys: [{ kty: 'oct', k: 'c2VjcmV0', alg: 'ES256' }] } },
    ],
    ['none', /ERR_JWKS_NO_MATCHING_KEY/, { body: { keys: [] } }],
    ['no key set', /not a JSON Web Key Set/, { body: [] }],
    ['no JSON', /key set: not JSON/, { body: '<html>' }],
    [
      'hundreds',
      /not a JSON Web Key Set/,
      { body: { keys: Array.from({ length: 101 }, () => ({ kty: 'EC' })) } },
    ],
    ['a redirect', /redirect/, { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['not there', /key set: status 404/, { status: 404 }],
  ])('%s: %s', async (_name, reason, keySet) => {
    await expect(introspect({ body: signed() }, {}, keySet)).rejects.toMatchObject({
      code: 'identity_provider.unexpected',
      cause: { message: expect.stringMatching(reason) },
    });
  });

  it('that are for encryption, or broken, verify nothing', async () => {
    const jwk = publicJwk(signing.es256);
    for (const changed of [{ use: 'enc' }, { key_ops: ['encrypt'] }, { x: 'AAAA' }, { crv: 'P-384' }]) {
      const keySet = { body: { keys: [{ ...jwk, ...changed }] } };
      await expect(introspect({ body: signed() }, {}, keySet)).rejects.toMatchObject({
        code: 'identity_provider.unexpected',
      });
    }
  });

  it('that are short verify nothing', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const jwk = privateKey.export({ format: 'jwk' }) as JWK;
    const body = resigned({ alg: 'RS256', kid: 'short' }, signerOf(jwk));
    const keySet = { body: { keys: [{ ...publicJwk(jwk), kid: 'short' }] } };
    await expect(introspect({ body }, {}, keySet)).rejects.toMatchObject({
      cause: { message: 'its signature cannot be checked' },
    });
  });

  it('are all tried where nothing tells them apart', async () => {
    const keySet = { body: { keys: [publicJwk(another.signing), publicJwk(signing.es256)] } };
    const anonymous = { body: signed({ without: 'kid' }) };
    expect(await introspect(anonymous, {}, keySet)).toMatchObject({ active: true });
    const strangers = { body: { keys: [another.signing, another.signing].map((key) => publicJwk(key)) } };
    await expect(introspect(anonymous, {}, strangers)).rejects.toMatchObject({
      cause: { message: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' },
    });
  });
});

describe('what we did not configure is not taken', () => {
  it('an encrypted answer without a key of ours', async () => {
    await expect(introspect({ body: await encrypted() }, { decryption: undefined })).rejects.toMatchObject({
      cause: { message: 'encrypted, and we have no key' },
    });
  });

  it('a JWT where JSON is asked for', async () => {
    await expect(introspect({ body: signed() }, { format: 'json' })).rejects.toMatchObject({
      cause: { message: 'an answer of another type than we take' },
    });
  });

  it('a JWT that calls itself JSON', async () => {
    const answer = { type: 'application/json', body: signed() };
    await expect(introspect(answer, { format: 'auto' })).rejects.toMatchObject({
      cause: { message: 'not JSON' },
    });
  });
});

describe('is not active', () => {
  it.each<[string, object]>([
    ['whatever is said beside', { ...about, active: false }],
    ['a token bound to a key', { ...about, cnf: { jkt: 'x' } }],
  ])('%s', async (_name, told) => {
    expect(await introspect({ body: signed({ claims: { token_introspection: told } }) })).toEqual({
      active: false,
    });
  });
});

it('waits for a dripping answer no longer than for any', async () => {
  const before = Date.now();
  await expect(introspect({ drip: 20, body: signed() }, { timeoutMs: 150 })).rejects.toMatchObject({
    code: 'identity_provider.unavailable',
  });
  expect(Date.now() - before).toBeLessThan(10_000);
});
