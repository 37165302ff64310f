/**
 * Derives keys from passwords in a thread of its own: that takes tens of milliseconds of a processor each, on purpose. Plain
 * JavaScript, since a thread reads its file itself, in development as in production.
 */
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { hashSync, verifySync } from '@node-rs/argon2';

/** @param {string} password @returns an Argon2id hash at the library's costs, in PHC string format */
export const hashByArgon2 = (password) => hashSync(password);

/** @param {{ stored: string, password: string }} task @returns whether they match; an unreadable hash is one of no password */
export function verifyByArgon2({ stored, password }) {
  try {
    return verifySync(stored, password);
  } catch {
    return false;
  }
}

/** @param {{ password: string, salt: string, iterations: number, bytes: number, digest: string }} task */
export const deriveByPbkdf2 = ({ password, salt, iterations, bytes, digest }) =>
  pbkdf2Sync(password, salt, iterations, bytes, digest);

/**
 * @param {{ password: string, salt: string, bytes: number, costs: import('node:crypto').ScryptOptions }} task
 * @returns the key; null for costs that scrypt does not take
 */
export function deriveByScrypt({ password, salt, bytes, costs }) {
  try {
    return scryptSync(password, salt, bytes, costs);
  } catch {
    return null;
  }
}
