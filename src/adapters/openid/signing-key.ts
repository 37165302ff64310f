import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';

/** Algorithms that we sign with by a key pair (RFC 7518, section 3.1). */
export const SIGNING_KEY_ALGORITHMS = ['RS256', 'ES256'] as const;
export type SigningKeyAlgorithm = (typeof SIGNING_KEY_ALGORITHMS)[number];

/** A key pair that our OpenID provider signs with. */
export type SigningKey = Readonly<{
  /** RFC 7638 thumbprint. */
  kid: string;
  alg: SigningKeyAlgorithm;
  privateKey: KeyObject;
}>;

function algorithmOf({ kty, crv }: JWK): SigningKeyAlgorithm {
  if (kty === 'RSA') return 'RS256';
  if (crv === 'P-256') return 'ES256';
  throw new Error('signs neither by RS256 nor by ES256: it must be RSA, or on the curve P-256');
}

/** The members of the thumbprint, in the order of RFC 7638, section 3.2. */
function thumbprintOf({ crv, e, kty, n, x, y }: JWK): string {
  const members = Object.entries({ crv, e, kty, n, x, y }).filter(([, value]) => value !== undefined);
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url');
}

/** @throws Error for a key of another kind, without its content */
export function signingKeyFrom(privateKey: KeyObject): SigningKey {
  const published: JWK = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kid: thumbprintOf(published), alg: algorithmOf(published), privateKey };
}

/** Each key once, in their order. */
export const uniqueKeys = (keys: readonly SigningKey[]): readonly SigningKey[] => [
  ...new Map(keys.map((key) => [key.kid, key])).values(),
];
