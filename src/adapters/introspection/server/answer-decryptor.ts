import { type CryptoKey, compactDecrypt, errors } from 'jose';
import { readCompactHeader } from './compact-header.ts';
import type { DecryptionKey } from './decryption-key.ts';
import { unexpectedAnswer } from './introspection-failures.ts';

export type DecryptionOptions = Readonly<{
  /** The only algorithms of key management and of encryption that are taken. */
  algorithms: readonly string[];
  encodings: readonly string[];
  /** Several while one takes the place of another. */
  keys: readonly DecryptionKey[];
}>;

/** What the content of an encrypted answer may call itself: a JWT, or that one in particular (RFC 9701 section 5). */
const CONTENT_TYPES: readonly unknown[] = [
  undefined,
  'jwt',
  'token-introspection+jwt',
  'application/token-introspection+jwt',
];

/** Opens answers encrypted to us. Every failure is the same to the caller: none tells how far it came. */
export class AnswerDecryptor {
  readonly #options: DecryptionOptions;

  constructor(options: DecryptionOptions) {
    this.#options = options;
  }

  /** The JWS inside a compact JWE. @throws DomainError `identity_provider.unexpected` */
  async open(jwe: string): Promise<string> {
    const { algorithms, encodings } = this.#options;
    const header = readCompactHeader(jwe.slice(0, jwe.indexOf('.')));
    if (!algorithms.includes(header.alg)) throw unexpectedAnswer('encrypted with another algorithm');
    if (!encodings.includes(header.enc ?? '')) throw unexpectedAnswer('encrypted with another encoding');
    if (!CONTENT_TYPES.includes(header.cty?.toLowerCase())) throw unexpectedAnswer('encrypted, but no JWT');
    for (const key of this.#candidates(header.alg, header.kid)) {
      const opened = await this.#tryKey(jwe, await key);
      if (opened !== undefined) return opened;
    }
    throw unexpectedAnswer('encrypted, and none of our keys opens it');
  }

  /** The key that is named; else every suitable one, as servers that were given a key by hand name it as they like. */
  #candidates(algorithm: string, kid: string | undefined): readonly Promise<CryptoKey>[] {
    const { keys } = this.#options;
    const named = keys.filter((key) => key.kid === kid);
    return (named.length > 0 ? named : keys).flatMap((key) => key.for(algorithm) ?? []);
  }

  async #tryKey(jwe: string, key: CryptoKey): Promise<string | undefined> {
    const { algorithms, encodings } = this.#options;
    try {
      const { plaintext } = await compactDecrypt(jwe, key, {
        keyManagementAlgorithms: [...algorithms],
        contentEncryptionAlgorithms: [...encodings],
      });
      return Buffer.from(plaintext).toString('latin1');
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) return undefined;
      // Whatever else an odd key agreement or a broken part makes the cryptography say.
      throw unexpectedAnswer(
        `encrypted: ${error instanceof errors.JOSEError ? error.code : 'cannot be opened'}`,
      );
    }
  }
}
