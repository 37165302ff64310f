import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, importJWK, type JWK } from 'jose';

/** The algorithms of key management a key can be used with, by type of key. */
const SUITABLE = {
  RSA: ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'],
  EC: ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'],
  OKP: ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'],
} as const;
type KeyType = keyof typeof SUITABLE;

export const KEY_MANAGEMENT_ALGORITHMS = [...SUITABLE.RSA, ...SUITABLE.EC] as const;
export const CONTENT_ENCRYPTIONS = [
  'A256GCM',
  'A192GCM',
  'A128GCM',
  'A256CBC-HS512',
  'A192CBC-HS384',
  'A128CBC-HS256',
] as const;

const CURVES: readonly unknown[] = ['P-256', 'P-384', 'P-521', 'X25519'];
const SHORTEST_MODULUS_BITS = 2048;
const LONGEST_MODULUS_BITS = 8192;

const isKeyType = (kty: unknown): kty is KeyType => typeof kty === 'string' && kty in SUITABLE;

/** A key that opens answers encrypted to us. The private part does not leave it. */
export class DecryptionKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly type: KeyType;
  readonly #public: JWK;
  readonly #imported: ReadonlyMap<string, CryptoKey>;

  private constructor(key: {
    kid: string;
    type: KeyType;
    publicKey: JWK;
    imported: ReadonlyMap<string, CryptoKey>;
  }) {
    this.kid = key.kid;
    this.type = key.type;
    this.#public = key.publicKey;
    this.#imported = key.imported;
  }

  /**
   * Makes a private key ready for those of `algorithms` that suit it.
   *
   * @throws Error that tells what is wrong with the key, and nothing of it
   */
  static async import(secret: KeyObject, algorithms: readonly string[]): Promise<DecryptionKey> {
    const { kty, crv, n, e, x, y, ...rest } = await exportJWK(secret);
    if (!isKeyType(kty)) throw new Error('is neither an RSA nor an EC key');
    const wanted = algorithms.filter((algorithm) => (SUITABLE[kty] as readonly string[]).includes(algorithm));
    if (wanted.length === 0)
      throw new Error(`is of type ${kty}, which none of the algorithms configured uses`);
    const publicKey = kty === 'RSA' ? { kty, n: n ?? '', e: e ?? '' } : { kty, crv, x, ...(y ? { y } : {}) };
    const imported = new Map<string, CryptoKey>();
    for (const algorithm of wanted) {
      imported.set(algorithm, (await importJWK({ ...rest, ...publicKey } as JWK, algorithm)) as CryptoKey);
    }
    const kid = await calculateJwkThumbprint(publicKey as JWK);
    return new DecryptionKey({ kid, type: kty, publicKey: publicKey as JWK, imported });
  }

  /** The key as `algorithm` takes it; undefined when it is not for that algorithm. */
  for(algorithm: string): CryptoKey | undefined {
    return this.#imported.get(algorithm);
  }

  /** What others encrypt with, once for each algorithm (RFC 7517). */
  publicKeys(): readonly JWK[] {
    return [...this.#imported.keys()].map((alg) => ({ ...this.#public, alg, use: 'enc', kid: this.kid }));
  }
}

/**
 * Reads private keys: PEM blocks (PKCS 8, PKCS 1 or SEC 1) one after the other, a JWK, a list of those or a JWK Set.
 * Line ends may be written `\n`, as in many files of variables.
 *
 * @throws Error that tells what is wrong with which key, and nothing of it
 */
export function readPrivateKeys(written: string): readonly KeyObject[] {
  const text = written.trim();
  if (text === '') return [];
  const sources = text.startsWith('{') || text.startsWith('[') ? readJwks(text) : readPems(text);
  return sources.map((source, index) => {
    const problem = (why: string) => new Error(sources.length > 1 ? `key ${index + 1} ${why}` : why);
    let key: KeyObject;
    try {
      key = createPrivateKey(typeof source === 'string' ? source : { key: source, format: 'jwk' });
    } catch {
      throw problem('is not a private key that can be read');
    }
    const { modulusLength } = key.asymmetricKeyDetails ?? {};
    if (key.asymmetricKeyType === 'rsa') {
      const bits = modulusLength ?? 0;
      if (bits < SHORTEST_MODULUS_BITS || bits > LONGEST_MODULUS_BITS) {
        throw problem(
          `has ${bits} bits: an RSA key must have ${SHORTEST_MODULUS_BITS} to ${LONGEST_MODULUS_BITS}`,
        );
      }
    } else if (!CURVES.includes(curveOf(key))) {
      throw problem('is neither RSA nor on the curves P-256, P-384, P-521 or X25519');
    }
    return key;
  });
}

function curveOf(key: KeyObject): unknown {
  if (key.asymmetricKeyType !== 'ec' && key.asymmetricKeyType !== 'x25519') return undefined;
  try {
    return key.export({ format: 'jwk' }).crv;
  } catch {
    // Node cannot write some curves as a JWK.
    return undefined;
  }
}

function readPems(text: string): readonly string[] {
  const blocks = text
    .replaceAll('\\n', '\n')
    .match(/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]+?-----END \1-----/g);
  if (!blocks) throw new Error('holds no private key in PEM or JWK form');
  return blocks;
}

function readJwks(text: string): readonly JsonWebKey[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  const list = typeof read === 'object' && read !== null && 'keys' in read ? read.keys : read;
  // What is no key is refused by whoever makes keys of them.
  return [list].flat() as readonly JsonWebKey[];
}
