import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** The key with which the authorization server signs, and those to which it encrypts: RSA of 2048 bits and P-256. */
export type Keys = Readonly<{ signing: JWK; encryption: Readonly<Record<'RSA-OAEP' | 'ECDH-ES', JWK>> }>;

async function privateKey(alg: string): Promise<JWK> {
  const { privateKey: key } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  return { ...(await exportJWK(key)), alg, kid: alg };
}

export const generateKeys = async (): Promise<Keys> => ({
  signing: await privateKey('ES256'),
  encryption: { 'RSA-OAEP': await privateKey('RSA-OAEP'), 'ECDH-ES': await privateKey('ECDH-ES') },
});

export const publicHalf = ({ kty, n, e, crv, x, y, alg, kid }: JWK): JWK =>
  JSON.parse(JSON.stringify({ kty, n, e, crv, x, y, alg, kid }));
