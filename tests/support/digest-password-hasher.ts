import { createHash } from 'node:crypto';
import type { PasswordHasher } from '../../src/application/shared/password-hasher.ts';

const digest = (password: string): string => createHash('sha256').update(password).digest('hex');

/** What hashes begin with that are to be replaced. */
export const FORMER = 'former:';
/** What hashes of generated passwords begin with. */
const GENERATED = 'generated:';

/** A fast hash, unsafe outside of tests. */
export const digestPasswordHasher: PasswordHasher = {
  hash: async (password) => digest(password),
  hashGenerated: async (password) => `${GENERATED}${digest(password)}`,
  verify: async (hash, password) => hash.replace(FORMER, '').replace(GENERATED, '') === digest(password),
  needsRehash: (hash) => hash.startsWith(FORMER),
  isOfGenerated: (hash) => hash.startsWith(GENERATED),
};
