import type { TextDigest } from '../../shared/system.ts';

/** Secrets of ours are 256 random bits. */
export const CLIENT_SECRET_BYTES = 32;

/** Marks hashes of secrets that were drawn here: 256 random bits, which need neither salt nor a slow hash. */
const OURS = 'sha256$';

/** The hash under which a secret that was drawn here is stored. */
export const clientSecretHash = (digest: TextDigest, secret: string): string =>
  `${OURS}${digest.sha256(secret)}`;

/** Whether a hash was made by `clientSecretHash`. */
export const isClientSecretHash = (hash: string): boolean => hash.startsWith(OURS);
