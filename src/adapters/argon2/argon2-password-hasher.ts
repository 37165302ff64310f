import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../application/shared/password-hasher.ts';
import { atMost } from './at-most.ts';
import { argon2InDjangoHash, verifyDjangoPassword } from './django-password-hash.ts';
import {
  hashGeneratedPassword,
  isGeneratedPasswordHash,
  looksGenerated,
  verifyGeneratedPassword,
} from './generated-password-hash.ts';

/**
 * Half of the threads that Node has for this, for reading files and for looking up names of hosts; and a processor stays for
 * everybody else's requests, where there is more than one.
 */
const MOST_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));

/** What hashes of ours begin with, at the costs of today: those of the library, 19 MiB and 2 passes. */
const OF_TODAY = '$argon2id$v=19$m=19456,t=2,p=1$';

/** An unreadable hash is one of no password. */
const verifyArgon2 = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password).catch(() => false);

/**
 * Argon2id with the library's costs; PBKDF2 for passwords generated at random. It runs in threads of the process, of which
 * it never takes all. Hashes of Django are verified, never made.
 */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly #inTurn = atMost(MOST_AT_ONCE);

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password));
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
    return this.#inTurn(async () =>
      argon2 === undefined
        ? ((await verifyDjangoPassword(storedHash, password)) ?? false)
        : verifyArgon2(argon2, password),
    );
  }

  needsRehash(storedHash: string): boolean {
    return !storedHash.startsWith(OF_TODAY) && !isGeneratedPasswordHash(storedHash);
  }
}
