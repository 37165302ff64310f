import { createHash } from 'node:crypto';
import type { PasswordHasher } from '../../src/application/shared/password-hasher.ts';

const digest = (password: string): string => createHash('sha256').update(password).digest('hex');

/** Fast, which is all that is wrong with it in a test. */
export const digestPasswordHasher: PasswordHasher = {
  hash: async (password) => digest(password),
  hashGenerated: async (password) => digest(password),
  verify: async (hash, password) => hash === digest(password),
};
