import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const digest = (salt: string, password: string) =>
  createHash('sha256').update(`${salt}:${password}`).digest();

/** A salted SHA-256: cheap on purpose, every Basic call pays for it; this server never guards real accounts. */
export function hashPassword(password: string): string {
  const salt = randomBytes(8).toString('hex');
  return `${salt}$${digest(salt, password).toString('hex')}`;
}

export function passwordMatches(hash: string, password: string): boolean {
  const [salt = '', expected = ''] = hash.split('$');
  return timingSafeEqual(digest(salt, password), Buffer.from(expected, 'hex'));
}
