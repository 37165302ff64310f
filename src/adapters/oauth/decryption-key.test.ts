import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { expect, it } from 'vitest';
import { DecryptionKey } from './decryption-key.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;

it.each([
  ['RSA', rsa, ['RSA-OAEP', 'RSA-OAEP-256']],
  ['EC', ec, ['ECDH-ES']],
  ['OKP', x25519, ['ECDH-ES']],
])('an %s key is for the algorithms of its type', async (type, secret, algorithms) => {
  const key = new DecryptionKey(secret, ['RSA-OAEP', 'ECDH-ES', 'RSA-OAEP-256']);
  expect(key).toMatchObject({ type, algorithms });
  expect(key.kid).toBe(await calculateJwkThumbprint(await exportJWK(secret)));
  expect(key.publicKeys().map(({ alg }) => alg)).toEqual(algorithms);
  for (const jwk of key.publicKeys()) {
    expect(jwk).toMatchObject({ kty: type, use: 'enc', kid: key.kid });
    expect(Object.keys(jwk)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(d|p|q|dp|dq|qi)$/)]),
    );
  }
  const [first = ''] = algorithms;
  expect(await key.for(first)).toMatchObject({ type: 'private', extractable: false });
  expect(key.for(first)).toBe(key.for(first));
  expect(key.for('A256KW')).toBeUndefined();
});
