import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPrivateKeys } from './read-private-keys.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const curve = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const ec = curve('P-256');
const x25519 = generateKeyPairSync('x25519').privateKey;

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string =>
  key.export({ format: 'pem', type }) as string;
const jwk = (key: KeyObject) => key.export({ format: 'jwk' });
const publicPem = (key: KeyObject) => createPublicKey(key).export({ format: 'pem', type: 'spki' }) as string;

describe('keys are read', () => {
  it.each<[string, string, KeyObject[]]>([
    ['from nothing', ' \n', []],
    ['from PKCS 8', pem(rsa), [rsa]],
    ['from PKCS 1', pem(rsa, 'pkcs1'), [rsa]],
    ['from SEC 1', pem(ec, 'sec1'), [ec]],
    ['from a PEM in one line', pem(ec).replaceAll('\n', '\\n'), [ec]],
    ['from PEM after PEM', `# old\n${pem(rsa)}# new\n${pem(ec)}`, [rsa, ec]],
    ['from a JWK', JSON.stringify(jwk(rsa)), [rsa]],
    ['from a list of JWKs', JSON.stringify([jwk(x25519), jwk(ec)]), [x25519, ec]],
    ['from a JWK Set', ` ${JSON.stringify({ keys: [jwk(ec), jwk(rsa)] })} `, [ec, rsa]],
  ])('%s', (_name, written, expected) => {
    const read = readPrivateKeys(written);
    expect(read.map((key) => jwk(key))).toEqual(expected.map((key) => jwk(key)));
  });

  it.each(['P-384', 'P-521'])('on the curve %s', (name) => {
    expect(readPrivateKeys(pem(curve(name)))).toHaveLength(1);
  });
});

describe('what is no usable private key is refused', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  it.each<[string, string, string]>([
    ['a text', 'secret', 'holds no private key in PEM or JWK form'],
    ['a public key in PEM', publicPem(rsa), 'holds no private key in PEM or JWK form'],
    ['a public JWK', JSON.stringify(jwk(createPublicKey(ec))), 'is not a private key that can be read'],
    ['a shared secret', '{"kty":"oct","k":"c2VjcmV0"}', 'is not a private key that can be read'],
    ['an empty JWK', '{}', 'is not a private key that can be read'],
    ['no JWK', '[1]', 'is not a private key that can be read'],
    ['broken JSON', '{"kty":', 'is not JSON'],
    ['a broken PEM', pem(ec).replace('MI', 'xx'), 'is not a private key that can be read'],
    ['a short RSA key', pem(weak), 'has 1024 bits: an RSA key must have 2048 to 8192'],
    ['a key to sign with', pem(generateKeyPairSync('ed25519').privateKey), 'is neither RSA nor on one of'],
    ['another curve', pem(curve('secp256k1')), 'is neither RSA nor on one of'],
    ['one bad key among good ones', `${pem(rsa)}${pem(weak)}`, 'key 2 has 1024 bits'],
  ])('%s', (_name, written, problem) => {
    expect(() => readPrivateKeys(written)).toThrow(problem);
  });
});
