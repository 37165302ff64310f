import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const deriveByPbkdf2 = promisify(pbkdf2);

const MEBIBYTE = 1024 * 1024;
/** A stored text must not cost much time or memory. Django 5.2 takes 1,000,000 iterations. */
const MOST_ITERATIONS = 5_000_000;
const MOST_SCRYPT_BYTES = 128 * MEBIBYTE;
const MOST_PARALLEL = 16;

const PBKDF2 = /^pbkdf2_(sha256|sha1)\$(\d{1,7})\$([^$]+)\$([A-Za-z0-9+/]+=*)$/;
const SCRYPT = /^scrypt\$(\d{1,7})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9+/]+=*)$/;
const ARGON2 = /^argon2(\$argon2.*)$/;

const isSame = (derived: Buffer, expected: Buffer): boolean =>
  derived.length === expected.length && timingSafeEqual(derived, expected);

/** The Argon2 hash in PHC string format that Django stores behind its own name; undefined for other hashes. */
export const argon2InDjangoHash = (stored: string): string | undefined => ARGON2.exec(stored)?.[1];

async function verifyPbkdf2([, digest = '', count, salt = '', hash = '']: RegExpExecArray, password: string) {
  const [iterations, expected] = [Number(count), Buffer.from(hash, 'base64')];
  if (iterations < 1 || iterations > MOST_ITERATIONS) return false;
  return isSame(await deriveByPbkdf2(password, salt, iterations, expected.length, digest), expected);
}

async function verifyScrypt(
  [, cost, salt = '', block, parallel, hash = '']: RegExpExecArray,
  password: string,
): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  const [N, r, p] = [Number(cost), Number(block), Number(parallel)];
  if (128 * N * r > MOST_SCRYPT_BYTES || p > MOST_PARALLEL) return false;
  const derived = await new Promise<Buffer | undefined>((resolve) => {
    scrypt(password, salt, expected.length, { N, r, p, maxmem: 2 * MOST_SCRYPT_BYTES }, (error, key) =>
      resolve(error ? undefined : key),
    );
  });
  return derived !== undefined && isSame(derived, expected);
}

/**
 * Whether a hash of Django was made from `password`: PBKDF2, which it uses unless told otherwise, and scrypt. Undefined for
 * hashes of other kinds. MD5 is none of them: the reference uses it in its tests only.
 */
export async function verifyDjangoPassword(stored: string, password: string): Promise<boolean | undefined> {
  const byPbkdf2 = PBKDF2.exec(stored);
  if (byPbkdf2) return verifyPbkdf2(byPbkdf2, password);
  const byScrypt = SCRYPT.exec(stored);
  return byScrypt ? verifyScrypt(byScrypt, password).catch(() => false) : undefined;
}
