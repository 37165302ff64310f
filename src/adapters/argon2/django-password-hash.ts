import { timingSafeEqual } from 'node:crypto';
import type { SlowDerivation } from './slow-derivation.ts';

const MEBIBYTE = 1024 * 1024;
/** A stored text must not cost much time or memory. Django 5.2 takes 1,000,000 iterations. */
const MOST_ITERATIONS = 5_000_000;
const MOST_SCRYPT_BYTES = 128 * MEBIBYTE;
const MOST_PARALLEL = 16;

const PBKDF2 = /^pbkdf2_(sha256|sha1)\$(\d{1,7})\$([^$]+)\$([A-Za-z0-9+/]+=*)$/;
const SCRYPT = /^scrypt\$(\d{1,7})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9+/]+=*)$/;
const ARGON2 = /^argon2(\$argon2.*)$/;

const isSame = (derived: Uint8Array, expected: Buffer): boolean =>
  derived.length === expected.length && timingSafeEqual(derived, expected);

/** The Argon2 hash in PHC string format that Django stores behind its own name; undefined for other hashes. */
export const argon2InDjangoHash = (stored: string): string | undefined => ARGON2.exec(stored)?.[1];

async function verifyPbkdf2(
  slowly: SlowDerivation,
  [, digest = '', count, salt = '', hash = '']: RegExpExecArray,
  password: string,
): Promise<boolean> {
  const [iterations, expected] = [Number(count), Buffer.from(hash, 'base64')];
  if (iterations < 1 || iterations > MOST_ITERATIONS || expected.length === 0) return false;
  const kind = digest === 'sha1' ? 'sha1' : 'sha256';
  const bytes = expected.length;
  return isSame(await slowly.deriveByPbkdf2({ password, salt, iterations, bytes, digest: kind }), expected);
}

async function verifyScrypt(
  slowly: SlowDerivation,
  [, cost, salt = '', block, parallel, hash = '']: RegExpExecArray,
  password: string,
): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  const [N, r, p] = [Number(cost), Number(block), Number(parallel)];
  if (128 * N * r > MOST_SCRYPT_BYTES || p > MOST_PARALLEL || expected.length === 0) return false;
  const costs = { N, r, p, maxmem: 2 * MOST_SCRYPT_BYTES };
  const derived = await slowly.deriveByScrypt({ password, salt, bytes: expected.length, costs });
  return derived !== null && isSame(derived, expected);
}

/**
 * Whether a hash of Django was made from `password`: PBKDF2, which it uses unless told otherwise, and scrypt. Undefined for
 * hashes of other kinds. MD5 is none of them: the reference uses it in its tests only.
 */
export async function verifyDjangoPassword(
  slowly: SlowDerivation,
  stored: string,
  password: string,
): Promise<boolean | undefined> {
  const byPbkdf2 = PBKDF2.exec(stored);
  if (byPbkdf2) return verifyPbkdf2(slowly, byPbkdf2, password);
  const byScrypt = SCRYPT.exec(stored);
  return byScrypt ? verifyScrypt(slowly, byScrypt, password) : undefined;
}
