import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../application/shared/password-hasher.ts';
import { hashGeneratedPassword, looksGenerated, verifyGeneratedPassword } from './generated-password-hash.ts';

/**
 * Argon2id with the library's costs (19 MiB, 2 passes), in a thread of its own; PBKDF2 for passwords generated at
 * random.
 */
export class Argon2PasswordHasher implements PasswordHasher {
  hash(password: string): Promise<string> {
    return hash(password);
  }

  async hashGenerated(password: string): Promise<string> {
    return looksGenerated(password) ? hashGeneratedPassword(password) : this.hash(password);
  }

  async verify(storedHash: string, password: string): Promise<boolean> {
    if (storedHash.startsWith('$argon2')) return verify(storedHash, password);
    return (await verifyGeneratedPassword(storedHash, password)) ?? false;
  }
}
