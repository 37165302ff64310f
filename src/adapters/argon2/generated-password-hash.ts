import { pbkdf2, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** Enough to salt and derive, as NIST SP 800-63B section 5.1.2.2 wants of secrets below 112 bits; no work is needed. */
const ITERATIONS = 100;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** PHC string format, its numbers bounded so that a stored text cannot keep us busy. */
const FORMAT = /^\$pbkdf2-sha256\$i=(\d{1,5})\$([A-Za-z0-9+/]{22,64})\$([A-Za-z0-9+/]{43})$/;

const LEAST_BITS = 90;
/** Fewer different characters than any but one in a million random texts of 15 has: a pattern, not a draw. */
const LEAST_DIFFERENT = 8;
const URL_SAFE = /^[A-Za-z0-9_-]*$/;
const HEXADECIMAL = /^(?:[0-9a-f]*|[0-9A-F]*)$/;
const CLASSES = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[_-]/, 2],
] as const;

/** The smallest alphabet that machines draw from and that holds all characters of `password`. */
const alphabetSize = (password: string): number =>
  HEXADECIMAL.test(password)
    ? 16
    : CLASSES.reduce((size, [characters, count]) => size + (characters.test(password) ? count : 0), 0);

/** Whether a password looks like 90 bits of randomness or more: what `token_urlsafe(12)` and its like make. */
export const looksGenerated = (password: string): boolean =>
  URL_SAFE.test(password) &&
  new Set(password).size >= LEAST_DIFFERENT &&
  password.length * Math.log2(alphabetSize(password)) >= LEAST_BITS;

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A salted PBKDF2-SHA256 of few iterations, for a password that cannot be guessed: 50 µs, less than a thread would cost. */
export function hashGeneratedPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha256');
  return `$pbkdf2-sha256$i=${ITERATIONS}$${text(salt)}$${text(hash)}`;
}

/** Whether `stored` was made from `password`; undefined when it is no hash of this kind. */
export async function verifyGeneratedPassword(
  stored: string,
  password: string,
): Promise<boolean | undefined> {
  const [, iterations, salt = '', hash = ''] = FORMAT.exec(stored) ?? [];
  if (iterations === undefined || Number(iterations) === 0) return undefined;
  const expected = Buffer.from(hash, 'base64');
  const derived = await derive(
    password,
    Buffer.from(salt, 'base64'),
    Number(iterations),
    HASH_BYTES,
    'sha256',
  );
  return expected.length === HASH_BYTES && timingSafeEqual(derived, expected);
}
