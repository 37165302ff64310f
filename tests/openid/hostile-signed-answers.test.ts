import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { altered, compactJws, decode, encode, publicPem, signerOf, withParts } from './hand-made-answers.ts';
import {
  about,
  another,
  type Case,
  CLIENT_ID,
  encrypted,
  introspect,
  NOW,
  refuses,
  resigned,
  server,
  signed,
  signing,
} from './hostile-fixture.ts';

const claims =
  (changed: object): Case[2] =>
  () => ({ body: signed({ claims: changed }) });
const header =
  (changed: object): Case[2] =>
  () => ({ body: signed({ header: changed }) });
const without =
  (name: string): Case[2] =>
  () => ({ body: signed({ without: name }) });

it('takes the answer that all of these differ from', async () => {
  const expected = { active: true, sub: 'somebody', clientId: 'service' };
  expect(await introspect({ body: signed() })).toMatchObject(expected);
  expect(await introspect({ body: await encrypted() })).toMatchObject(expected);
  expect(
    await introspect({ body: signed({ claims: { aud: ['x', CLIENT_ID], iat: NOW - 60 } }) }),
  ).toMatchObject(expected);
});

refuses('claims of the answer', [
  ['another issuer', /iss check_failed/, claims({ iss: 'https://elsewhere.test' })],
  [
    'an issuer with a slash',
    /iss check_failed/,
    () => ({ body: signed({ claims: { iss: `${server.issuer}/` } }) }),
  ],
  [
    'an issuer in capitals',
    /iss check_failed/,
    () => ({ body: signed({ claims: { iss: server.issuer.toUpperCase() } }) }),
  ],
  ['a list of issuers', /iss check_failed/, () => ({ body: signed({ claims: { iss: [server.issuer] } }) })],
  ['no issuer', /iss missing/, without('iss')],
  ["another resource server's answer", /aud check_failed/, claims({ aud: 'another-resource-server' })],
  ['a list of other resource servers', /aud check_failed/, claims({ aud: ['a', 'b'] })],
  ['no recipient in a list', /aud check_failed/, claims({ aud: [] })],
  ['a blank recipient', /aud check_failed/, claims({ aud: '' })],
  ['a recipient that is no text', /aud check_failed/, claims({ aud: { a: CLIENT_ID } })],
  ['no recipient', /aud missing/, without('aud')],
  ['no time', /iat missing/, without('iat')],
  ['a time to come', /iat check_failed/, claims({ iat: NOW + 31 })],
  ['an answer of old', /iat check_failed/, claims({ iat: NOW - 91 })],
  ['a time in words', /iat invalid/, claims({ iat: 'now' })],
  ['an answer that is over', /exp check_failed/, claims({ exp: NOW - 30 })],
  ['an end in words', /exp invalid/, claims({ exp: 'never' })],
  ['an answer that is not valid yet', /nbf check_failed/, claims({ nbf: NOW + 31 })],
  ['nothing about the token', /token_introspection missing/, without('token_introspection')],
  ['a text about the token', /^members:/, claims({ token_introspection: 'active' })],
  ['a list about the token', /^members:/, claims({ token_introspection: [about] })],
  ['null about the token', /^members:/, claims({ token_introspection: null })],
  [
    'the token beside its envelope',
    /token_introspection missing/,
    () => ({ body: signed({ claims: about, without: 'token_introspection' }) }),
  ],
  [
    'a payload that is no JSON',
    /ERR_JWT_INVALID/,
    () => ({
      body: compactJws(
        { alg: 'ES256', typ: 'token-introspection+jwt', kid: signing.es256.kid },
        'x',
        signerOf(signing.es256),
      ),
    }),
  ],
  [
    'a payload that is a list',
    /ERR_JWT_INVALID/,
    () => ({
      body: compactJws(
        { alg: 'ES256', typ: 'token-introspection+jwt', kid: signing.es256.kid },
        [about],
        signerOf(signing.es256),
      ),
    }),
  ],
]);

it.each<[string, string, object]>([
  ['no word on whether it is active', 'members', { ...about, active: undefined }],
  ['active in words', 'members', { ...about, active: 'true' }],
  ['a token of another issuer', 'issuer', { ...about, iss: 'https://x.test' }],
  ['a list of clients', 'members', { ...about, client_id: ['service'] }],
  ['two clients', 'several_callers', { ...about, azp: 'another' }],
])('%s, in an answer that can be believed, is the fault of the token: %s', async (_name, kind, members) => {
  for (const make of [signed, (change: object) => encrypted(signed(change))]) {
    const body = await make({ claims: { token_introspection: members } });
    expect(await introspect({ body })).toMatchObject({ active: false, problem: { kind } });
  }
});

refuses('other JWTs of the same server', [
  ['an ID token', /typ check_failed/, header({ typ: 'JWT' })],
  ['an access token', /typ check_failed/, header({ typ: 'at+jwt' })],
  ['a logout token', /typ check_failed/, header({ typ: 'logout+jwt' })],
  ['an untyped one', /typ check_failed/, without('typ')],
  ['one whose type is no text', /typ check_failed/, header({ typ: 1 })],
]);

const hmac = (secret: string) => (data: Buffer) => createHmac('sha256', secret).update(data).digest();
refuses('algorithms and signatures', [
  ['no signature', /another algorithm/, () => ({ body: resigned({ alg: 'none' }, () => Buffer.alloc(0)) })],
  [
    'no signature, in capitals',
    /another algorithm/,
    () => ({ body: resigned({ alg: 'NONE' }, () => Buffer.alloc(0)) }),
  ],
  [
    'HS256 with the public key',
    /another algorithm/,
    () => ({ body: resigned({ alg: 'HS256', kid: signing.rs256.kid }, hmac(publicPem(signing.rs256))) }),
  ],
  [
    'HS256 with our own secret',
    /another algorithm/,
    () => ({ body: resigned({ alg: 'HS256' }, hmac('secret')) }),
  ],
  ['RS512, which is not configured', /another algorithm/, header({ alg: 'RS512' })],
  ['PS256, which is not configured', /another algorithm/, header({ alg: 'PS256' })],
  ['no algorithm', /^header: not that/, without('alg')],
  ['an algorithm that is no text', /^header: not that/, header({ alg: ['ES256'] })],
  ['RS256 with an EC key', /ERR_JWKS_NO_MATCHING_KEY/, header({ alg: 'RS256' })],
  [
    'an RSA signature called ES256',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: resigned({}, signerOf(signing.rs256)) }),
  ],
  ["a stranger's signature", /ERR_JWS_SIGNATURE/, () => ({ body: resigned({}, signerOf(another.signing)) })],
  ['an altered signature', /ERR_JWS_SIGNATURE/, () => ({ body: withParts(signed(), { 2: altered }) })],
  ['an empty signature', /ERR_JWS_SIGNATURE/, () => ({ body: withParts(signed(), { 2: () => '' }) })],
  [
    'half a signature',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: withParts(signed(), { 2: (part) => part.slice(0, 43) }) }),
  ],
  [
    'an altered payload',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: withParts(signed(), { 1: (part) => encode({ ...decode(part), sub: 'x' }) }) }),
  ],
  [
    'an altered header',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: withParts(signed(), { 0: (part) => encode({ ...decode(part), x: 1 }) }) }),
  ],
  ['an unknown key', /ERR_JWKS_NO_MATCHING_KEY/, header({ kid: 'unknown' })],
  ['a key that is no text', /^header: not that/, header({ kid: 1 })],
  [
    'a key it brings itself',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: resigned({ jwk: publicJwk(another.signing) }, signerOf(another.signing)) }),
  ],
  [
    'a key it names itself',
    /ERR_JWKS_NO_MATCHING_KEY/,
    () => ({
      body: resigned(
        { jwk: publicJwk(another.signing), kid: another.signing.kid },
        signerOf(another.signing),
      ),
    }),
  ],
  [
    'a key from an address it gives',
    /ERR_JWS_SIGNATURE/,
    () => ({ body: resigned({ jku: 'http://127.0.0.1:9/keys' }, signerOf(another.signing)) }),
  ],
]);

refuses('headers', [
  ['an extension that must be understood', /crit is not taken/, header({ crit: ['exp'], exp: 1 })],
  ['no extension that must be understood', /crit is not taken/, header({ crit: [] })],
  ['an unencoded payload', /crit is not taken/, header({ crit: ['b64'], b64: false })],
  ['an unencoded payload, unannounced', /b64 is not taken/, header({ b64: false })],
  ['a compressed payload', /zip is not taken/, header({ zip: 'DEF' })],
  ['a huge one', /^header: too long/, header({ x: 'x'.repeat(4096) })],
  [
    'one that is no JSON',
    /^header: not JSON/,
    () => ({ body: withParts(signed(), { 0: () => encode('x') }) }),
  ],
  ['one that is a list', /^header: not that/, () => ({ body: withParts(signed(), { 0: () => encode([]) }) })],
  ['none', /^header: not JSON/, () => ({ body: withParts(signed(), { 0: () => '' }) })],
]);

refuses('what is no compact JWT', [
  ['two parts', /not a signed JWT/, () => ({ body: 'a.b' })],
  ['four parts', /not a signed JWT/, () => ({ body: 'a.b.c.d' })],
  ['six parts', /not a signed JWT/, () => ({ body: 'a.b.c.d.e.f' })],
  ['thousands of parts', /not a signed JWT/, () => ({ body: '.'.repeat(60_000) })],
  ['nothing', /not a signed JWT/, () => ({ body: '' })],
  ['JSON', /not a signed JWT/, () => ({ body: about })],
  ['a JWT in quotes', /^header: not|ERR_/, () => ({ body: JSON.stringify(signed()) })],
  ['a JWT with spaces around', /ERR_JWS|^header/, () => ({ body: ` ${signed()}\n` })],
  [
    'a JWS in JSON',
    /not a signed JWT/,
    () => ({ body: { protected: 'e30', payload: 'e30', signature: '' } }),
  ],
  ['more than 64 KiB', /longer answer/, () => ({ body: signed({ claims: { x: 'x'.repeat(65_536) } }) })],
]);
