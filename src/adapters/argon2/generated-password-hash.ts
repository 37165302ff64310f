import { pbkdf2, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** Few iterations: NIST SP 800-63B section 5.1.2.2 requires salting and derivation only of secrets below 112 bits. */
const ITERATIONS = 100;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** PHC string format, its numbers bounded so that a stored text cannot cost much time. */
const FORMAT = /^\$pbkdf2-sha256\$i=(\d{1,5})\$([A-Za-z0-9+/]{22,64})\$([A-Za-z0-9+/]{43})$/;

const LEAST_BITS = 90;
/**
 * All but one in a million random texts of 15 characters have at least this many different ones: fewer suggest a
 * pattern.
 */
const LEAST_DIFFERENT = 8;
const URL_SAFE = /^[A-Za-z0-9_-]*$/;
const HEXADECIMAL = /^(?:[0-9a-f]*|[0-9A-F]*)$/;
const CLASSES = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[_-]/, 2],
] as const;

/** The size of the smallest usual alphabet that contains all characters of `password`. */
const alphabetSize = (password: string): number =>
  HEXADECIMAL.test(password)
    ? 16
    : CLASSES.reduce((size, [characters, count]) => size + (characters.test(password) ? count : 0), 0);

/** Whether a password looks like 90 bits of randomness or more, as from `token_urlsafe(12)`. */
export const looksGenerated = (password: string): boolean =>
  URL_SAFE.test(password) &&
  new Set(password).size >= LEAST_DIFFERENT &&
  password.length * Math.log2(alphabetSize(password)) >= LEAST_BITS;

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * A salted PBKDF2-SHA256 of few iterations, for a password that cannot be guessed: it takes 50 µs, less than starting a
 * thread.
 */
export function hashGeneratedPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha256');
  return `$pbkdf2-sha256$i=${ITERATIONS}$${text(salt)}$${text(hash)}`;
}

/** Whether a hash is one that `hashGeneratedPassword` makes. */
export const isGeneratedPasswordHash = (stored: string): boolean => FORMAT.test(stored);

/** Whether `stored` was made from `password`; undefined when it is not a hash of this kind. */
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
