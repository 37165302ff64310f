import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../application/ports/password-hasher.ts';

/** Argon2id with the library's costs (19 MiB, 2 passes), off the main thread. */
export class Argon2PasswordHasher implements PasswordHasher {
  hash(password: string): Promise<string> {
    return hash(password);
  }

  async verify(storedHash: string, password: string): Promise<boolean> {
    if (!storedHash.startsWith('$argon2')) return false;
    return verify(storedHash, password);
  }
}
