import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { UNREADABLE, type Unreadable } from '../../../domain/shared/unreadable.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts short secrets at rest: AES-256-GCM under a key derived from the installation's secret key. A secret sealed in
 * one `context` (such as a row's id) opens only there.
 */
export class SecretBox {
  readonly #key: Buffer;
  readonly #formerKeys: readonly Buffer[];
  readonly #nonceKey: Buffer;

  /** @param formerKeys earlier secret keys: what was sealed under them still opens */
  constructor(secretKey: string, ...formerKeys: readonly string[]) {
    this.#key = keyFrom(secretKey);
    this.#formerKeys = formerKeys.map(keyFrom);
    this.#nonceKey = Buffer.from(hkdfSync('sha256', secretKey, '', 'regie repeatable nonces', 32));
  }

  /** Nonce, ciphertext and authentication tag in one. */
  seal(plain: string, context: string): Buffer {
    return this.#seal(plain, context, randomBytes(NONCE_BYTES));
  }

  /**
   * As `seal`, with the same bytes each time: the nonce is derived from secret and context under a separate key, so that
   * two different secrets never share one. Equal bytes reveal only that a context has the same secret as before.
   */
  sealRepeatably(plain: string, context: string): Buffer {
    const whole = createHmac('sha256', this.#nonceKey)
      .update(JSON.stringify([context, plain]))
      .digest();
    return this.#seal(plain, context, whole.subarray(0, NONCE_BYTES));
  }

  #seal(plain: string, context: string, nonce: Buffer): Buffer {
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
    cipher.setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when the secret was sealed under an unknown key or another context, or changed since */
  open(sealed: Buffer, context: string): string {
    return this.#openWithAge(sealed, context).plain;
  }

  /** As `open`; `UNREADABLE` where that would throw. */
  read(sealed: Buffer, context: string): string | Unreadable {
    try {
      return this.open(sealed, context);
    } catch {
      return UNREADABLE;
    }
  }

  /**
   * The secret sealed under the present key, for one that was sealed under a former key; undefined for one that is sealed
   * under the present key already.
   *
   * @throws Error as `open`
   */
  sealAnew(sealed: Buffer, context: string): Buffer | undefined {
    const { plain, isFormer } = this.#openWithAge(sealed, context);
    return isFormer ? this.sealRepeatably(plain, context) : undefined;
  }

  #openWithAge(sealed: Buffer, context: string): { readonly plain: string; readonly isFormer: boolean } {
    try {
      return { plain: openUnder(this.#key, sealed, context), isFormer: false };
    } catch (error) {
      for (const key of this.#formerKeys) {
        try {
          return { plain: openUnder(key, sealed, context), isFormer: true };
        } catch {
          // It is sealed under another one.
        }
      }
      throw error;
    }
  }
}

const keyFrom = (secretKey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, '', 'regie sealed columns', 32));

function openUnder(key: Buffer, sealed: Buffer, context: string): string {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const ciphertext = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
}
