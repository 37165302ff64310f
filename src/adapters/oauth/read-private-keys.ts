import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

const CURVES: readonly unknown[] = ['P-256', 'P-384', 'P-521', 'X25519'];
const SHORTEST_MODULUS_BITS = 2048;
const LONGEST_MODULUS_BITS = 8192;

/**
 * Reads private keys: PEM blocks (PKCS 8, PKCS 1 or SEC 1) one after the other, a JWK, a list of those or a JWK Set.
 * Line ends may be written `\n`, as in many files of variables.
 *
 * @throws Error naming the key by position and its problem, without its content
 */
export function readPrivateKeys(written: string): readonly KeyObject[] {
  const text = written.trim();
  if (text === '') return [];
  const sources = text.startsWith('{') || text.startsWith('[') ? readJwks(text) : readPems(text);
  return sources.map((source, index) => {
    try {
      return readKey(source);
    } catch (error) {
      const which = sources.length > 1 ? `key ${index + 1} ` : '';
      throw new Error(`${which}${(error as Error).message}`);
    }
  });
}

function readKey(source: string | JsonWebKey): KeyObject {
  const key = privateKeyOf(source);
  if (key.asymmetricKeyType === 'rsa') {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits >= SHORTEST_MODULUS_BITS && bits <= LONGEST_MODULUS_BITS) return key;
    throw new Error(
      `has ${bits} bits: an RSA key must have ${SHORTEST_MODULUS_BITS} to ${LONGEST_MODULUS_BITS}`,
    );
  }
  if (CURVES.includes(curveOf(key))) return key;
  throw new Error('is neither RSA nor on one of the curves P-256, P-384, P-521 and X25519');
}

/** Node's error for an unreadable key may quote parts of the key. */
function privateKeyOf(source: string | JsonWebKey): KeyObject {
  try {
    return createPrivateKey(typeof source === 'string' ? source : { key: source, format: 'jwk' });
  } catch {
    throw new Error('is not a private key that can be read');
  }
}

function curveOf(key: KeyObject): unknown {
  try {
    return key.export({ format: 'jwk' }).crv;
  } catch {
    // Node cannot export keys of some curves as a JWK.
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
  const isSet = typeof read === 'object' && read !== null && Object.hasOwn(read, 'keys');
  const list = isSet ? (read as { keys: unknown }).keys : read;
  // An item that is no key is refused when the keys are imported.
  return [list].flat() as readonly JsonWebKey[];
}
