import { type CryptoKey, compactDecrypt, errors } from 'jose';
import { readCompactHeader } from './compact-header.ts';
import type { DecryptionKey } from './decryption-key.ts';
import { unexpectedAnswer } from './server-failures.ts';

export type DecryptionOptions = Readonly<{
  /** The only accepted algorithms of key management and of content encryption. */
  algorithms: readonly string[];
  encodings: readonly string[];
  /** Several keys while one replaces another. */
  keys: readonly DecryptionKey[];
}>;

/** Decrypts answers encrypted to us. All failures look the same to the caller, whichever step failed. */
export class AnswerDecryptor {
  readonly #options: DecryptionOptions;
  readonly #contentTypes: readonly unknown[];

  /** @param contentTypes what the content may call itself (`cty`, RFC 7516 section 4.1.12), in lower case; undefined: nothing */
  constructor(options: DecryptionOptions, contentTypes: readonly (string | undefined)[]) {
    this.#options = options;
    this.#contentTypes = contentTypes;
  }

  /** The text inside a compact JWE. @throws DomainError `identity_provider.unexpected` */
  async open(jwe: string): Promise<string> {
    const { algorithms, encodings } = this.#options;
    const header = readCompactHeader(jwe.slice(0, jwe.indexOf('.')));
    if (!algorithms.includes(header.alg)) throw unexpectedAnswer('encrypted with another algorithm');
    if (!encodings.includes(header.enc ?? '')) throw unexpectedAnswer('encrypted with another encoding');
    if (!this.#contentTypes.includes(header.cty?.toLowerCase())) {
      throw unexpectedAnswer('encrypted, but no JWT');
    }
    for (const candidate of this.#candidates(header.kid)) {
      // A key is imported when its turn comes: one that cannot be imported must not fail where nobody waits for it.
      const key = await candidate.for(header.alg);
      const opened = key && (await this.#tryKey(jwe, key));
      if (opened !== undefined) return opened;
    }
    throw unexpectedAnswer('encrypted, and none of our keys opens it');
  }

  /** The key with the `kid`; without a match every key, since servers name keys that were entered by hand as they like. */
  #candidates(kid: string | undefined): readonly DecryptionKey[] {
    const { keys } = this.#options;
    const named = keys.filter((key) => key.kid === kid);
    return named.length > 0 ? named : keys;
  }

  async #tryKey(jwe: string, key: CryptoKey): Promise<string | undefined> {
    const { algorithms, encodings } = this.#options;
    try {
      const { plaintext } = await compactDecrypt(jwe, key, {
        keyManagementAlgorithms: [...algorithms],
        contentEncryptionAlgorithms: [...encodings],
      });
      return Buffer.from(plaintext).toString('utf8');
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) return undefined;
      // Any other error of the cryptography, such as for an unusual key agreement or a damaged part.
      throw unexpectedAnswer(
        `encrypted: ${error instanceof errors.JOSEError ? error.code : 'cannot be opened'}`,
      );
    }
  }
}
