import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { altered, decode, encode, signerOf, withParts } from './hand-made-answers.ts';
import {
  about,
  another,
  CLIENT_ID,
  encrypted,
  NOW,
  ours,
  refuses,
  resigned,
  server,
  signed,
} from './hostile-fixture.ts';

const FIVE = 'e30.AAAA.AAAA.AAAA.AAAA';
const agreed = () => encrypted(signed(), { alg: 'ECDH-ES' }, ours.ec);
const publicP384 = publicJwk(await generatePrivateJwk('ES384', 'sig'));
const offTheCurve = (part: string): string => {
  const read = decode(part);
  return encode({ ...read, epk: { ...(read['epk'] as object), x: encode('x'.repeat(32)) } });
};

refuses('encryption', [
  [
    'RSA-OAEP-512, which is not configured',
    /encrypted with another algorithm/,
    () => ({ body: withParts(FIVE, { 0: () => encode({ alg: 'RSA-OAEP-512', enc: 'A256GCM' }) }) }),
  ],
  [
    'PKCS 1',
    /encrypted with another algorithm/,
    () => ({ body: withParts(FIVE, { 0: () => encode({ alg: 'RSA1_5', enc: 'A256GCM' }) }) }),
  ],
  [
    'a shared key',
    /encrypted with another algorithm/,
    () => ({ body: withParts(FIVE, { 0: () => encode({ alg: 'dir', enc: 'A256GCM' }) }) }),
  ],
  [
    'a password of many rounds',
    /encrypted with another algorithm/,
    () => ({
      body: withParts(FIVE, { 0: () => encode({ alg: 'PBES2-HS256+A128KW', p2c: 1e9, enc: 'A256GCM' }) }),
    }),
  ],
  [
    'A128GCM, which is not configured',
    /encrypted with another encoding/,
    async () => ({ body: await encrypted(signed(), { enc: 'A128GCM' }) }),
  ],
  [
    'no encoding',
    /encrypted with another encoding/,
    () => ({ body: withParts(FIVE, { 0: () => encode({ alg: 'RSA-OAEP' }) }) }),
  ],
  [
    'compression',
    /zip is not taken/,
    () => ({ body: withParts(FIVE, { 0: () => encode({ alg: 'RSA-OAEP', enc: 'A256GCM', zip: 'DEF' }) }) }),
  ],
  [
    'an extension that must be understood',
    /crit is not taken/,
    () => ({
      body: withParts(FIVE, { 0: () => encode({ alg: 'RSA-OAEP', enc: 'A256GCM', crit: ['x'], x: 1 }) }),
    }),
  ],
  [
    'a huge header',
    /^header: too long/,
    async () => ({ body: await encrypted(signed(), { x: 'x'.repeat(4096) }) }),
  ],
  [
    'another content',
    /encrypted, but no JWT/,
    async () => ({ body: await encrypted(signed(), { cty: 'json' }) }),
  ],
  [
    'to somebody else',
    /none of our keys/,
    async () => ({ body: await encrypted(signed(), {}, another.rsa) }),
  ],
  [
    'to somebody else, in our name',
    /none of our keys/,
    async () => ({ body: await encrypted(signed(), { kid: ours.rsa.kid }, another.rsa) }),
  ],
  [
    'with an altered header',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 0: (part) => encode({ ...decode(part), x: 1 }) }) }),
  ],
  [
    'with an altered key',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 1: altered }) }),
  ],
  [
    'without key',
    /encrypted:|none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 1: () => '' }) }),
  ],
  [
    'with an altered start',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 2: altered }) }),
  ],
  [
    'with a short start',
    /encrypted:|none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 2: (part) => part.slice(4) }) }),
  ],
  [
    'with altered content',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 3: altered }) }),
  ],
  [
    'with an altered tag',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 4: altered }) }),
  ],
  [
    'with a short tag',
    /encrypted:|none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 4: (part) => part.slice(0, 8) }) }),
  ],
  [
    'with the content of another answer',
    /none of our keys/,
    async () => ({ body: withParts(await encrypted(), { 3: () => '' }) }),
  ],
  [
    'a key agreement without its key',
    /encrypted:/,
    async () => ({
      body: withParts(await agreed(), { 0: (part) => encode({ ...decode(part), epk: undefined }) }),
    }),
  ],
  [
    'a key agreement on another curve',
    /none of our keys/,
    async () => ({
      body: withParts(await agreed(), { 0: (part) => encode({ ...decode(part), epk: publicP384 }) }),
    }),
  ],
  [
    'a key agreement off the curve',
    /none of our keys/,
    async () => ({ body: withParts(await agreed(), { 0: offTheCurve }) }),
  ],
  [
    'a key agreement with a key to unwrap',
    /encrypted:/,
    async () => ({ body: withParts(await agreed(), { 1: () => 'AAAA' }) }),
  ],
]);

refuses('what is inside the encryption', [
  [
    "another resource server's answer",
    /aud check_failed/,
    async () => ({ body: await encrypted(signed({ claims: { aud: 'another' } })) }),
  ],
  [
    "another issuer's answer",
    /iss check_failed/,
    async () => ({ body: await encrypted(signed({ claims: { iss: 'https://x.test' } })) }),
  ],
  [
    "a stranger's answer",
    /ERR_JWS_SIGNATURE/,
    async () => ({ body: await encrypted(resigned({}, signerOf(another.signing))) }),
  ],
  [
    'an unsigned answer',
    /another algorithm/,
    async () => ({ body: await encrypted(resigned({ alg: 'none' }, () => Buffer.alloc(0))) }),
  ],
  [
    'an answer of old',
    /iat check_failed/,
    async () => ({ body: await encrypted(signed({ claims: { iat: NOW - 3600 } })) }),
  ],
  [
    'an ID token',
    /typ check_failed/,
    async () => ({ body: await encrypted(signed({ header: { typ: 'JWT' } })) }),
  ],
  ['plain JSON', /not a signed JWT/, async () => ({ body: await encrypted(JSON.stringify(about)) })],
  [
    'the claims without signature',
    /not a signed JWT/,
    async () => ({
      body: await encrypted(
        JSON.stringify({ iss: server.issuer, aud: CLIENT_ID, iat: NOW, token_introspection: about }),
      ),
    }),
  ],
  ['another encryption', /not a signed JWT/, async () => ({ body: await encrypted(await encrypted()) })],
  ['nothing', /not a signed JWT/, async () => ({ body: await encrypted('') })],
  [
    'bytes',
    /not a signed JWT|^header/,
    async () => ({ body: await encrypted('\u0000\u00ff.\u0000.\u0000') }),
  ],
]);
