import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

type KeyUse = 'sig' | 'enc';

/** A fresh private key for `alg` as a JWK, with `alg`, `use` and its RFC 7638 thumbprint as `kid`. */
export async function generatePrivateJwk(alg: string, use: KeyUse): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, use, kid: await calculateJwkThumbprint(jwk) };
}

/** The public half of a JWK. */
export function publicJwk({ kty, n, e, crv, x, y, alg, use, kid }: JWK): JWK {
  const members = { kty, n, e, crv, x, y, alg, use, kid };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
