import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type CryptoKey, importJWK, type JWK } from 'jose';

const RSA_ALGORITHMS = ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'] as const;
const CURVE_ALGORITHMS = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'] as const;

/** Algorithms of key management that can be configured (RFC 7518 section 4.1). */
export const KEY_MANAGEMENT_ALGORITHMS: readonly string[] = [...RSA_ALGORITHMS, ...CURVE_ALGORITHMS];

/** Algorithms of content encryption that can be configured (RFC 7518 section 5.1). */
export const CONTENT_ENCRYPTIONS: readonly string[] = [
  'A256GCM',
  'A192GCM',
  'A128GCM',
  'A256CBC-HS512',
  'A192CBC-HS384',
  'A128CBC-HS256',
];

type PublicMembers = Readonly<{ kty: string; crv?: string; e?: string; n?: string; x?: string; y?: string }>;

/** A private key that decrypts answers, with the configured algorithms that suit it. */
export class DecryptionKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly type: string;
  readonly algorithms: readonly string[];
  readonly #secret: KeyObject;
  readonly #public: PublicMembers;
  readonly #imported = new Map<string, Promise<CryptoKey>>();

  /** @param secret a private key from `readPrivateKeys` */
  constructor(secret: KeyObject, algorithms: readonly string[]) {
    this.#secret = secret;
    this.#public = publicMembers(secret);
    this.type = this.#public.kty;
    this.kid = thumbprint(this.#public);
    const suitable: readonly string[] = this.type === 'RSA' ? RSA_ALGORITHMS : CURVE_ALGORITHMS;
    this.algorithms = algorithms.filter((algorithm) => suitable.includes(algorithm));
  }

  /** The key imported for `algorithm`, once; undefined when it does not suit the algorithm. */
  for(algorithm: string): Promise<CryptoKey> | undefined {
    if (!this.algorithms.includes(algorithm)) return undefined;
    const known = this.#imported.get(algorithm);
    if (known !== undefined) return known;
    const made = importJWK(this.#secret.export({ format: 'jwk' }) as JWK, algorithm) as Promise<CryptoKey>;
    this.#imported.set(algorithm, made);
    return made;
  }

  /** The public keys for the authorization server, one for each algorithm (RFC 7517). */
  publicKeys(): readonly Readonly<Record<string, unknown>>[] {
    return this.algorithms.map((alg) => ({ ...this.#public, alg, use: 'enc', kid: this.kid }));
  }
}

/** The members of the thumbprint, in the order of RFC 7638 section 3.2. */
function publicMembers(secret: KeyObject): PublicMembers {
  const { crv, e, kty = '', n, x, y } = createPublicKey(secret).export({ format: 'jwk' }) as JWK;
  const members = Object.entries({ crv, e, kty, n, x, y }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as unknown as PublicMembers;
}

const thumbprint = (members: PublicMembers): string =>
  createHash('sha256').update(JSON.stringify(members)).digest('base64url');
