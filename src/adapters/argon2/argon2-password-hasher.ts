import type { PasswordHasher } from '../../application/shared/password-hasher.ts';
import { argon2InDjangoHash, verifyDjangoPassword } from './django-password-hash.ts';
import {
  hashGeneratedPassword,
  isGeneratedPasswordHash,
  looksGenerated,
  verifyGeneratedPassword,
} from './generated-password-hash.ts';
import { SlowDerivation } from './slow-derivation.ts';

/** What hashes of ours begin with, at the costs of today: those of the library, 19 MiB and 2 passes. */
const OF_TODAY = '$argon2id$v=19$m=19456,t=2,p=1$';

/**
 * Argon2id with the library's costs; PBKDF2 for passwords generated at random. What is slow runs
 * in threads of its own. Hashes of Django are verified, never made.
 */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly #slowly = new SlowDerivation();

  hash(password: string): Promise<string> {
    return this.#slowly.hashByArgon2(password);
  }

  async hashGenerated(password: string): Promise<string> {
    return looksGenerated(password) ? hashGeneratedPassword(password) : this.hash(password);
  }

  isOfGenerated(storedHash: string): boolean {
    return isGeneratedPasswordHash(storedHash);
  }

  async verify(storedHash: string, password: string): Promise<boolean> {
    const generated = await verifyGeneratedPassword(storedHash, password);
    if (generated !== undefined) return generated;
    const argon2 = storedHash.startsWith('$argon2') ? storedHash : argon2InDjangoHash(storedHash);
    if (argon2 !== undefined) return this.#slowly.verifyByArgon2(argon2, password);
    return (await verifyDjangoPassword(this.#slowly, storedHash, password)) ?? false;
  }

  needsRehash(storedHash: string): boolean {
    return !storedHash.startsWith(OF_TODAY) && !isGeneratedPasswordHash(storedHash);
  }

  close(): Promise<void> {
    return this.#slowly.close();
  }
}
