import { createHash } from 'node:crypto';

/** What the mailboxes of the recordings have as password. */
export const KNOWN_PASSWORD = 'password';

/** The same password as Argon2id with the costs of today, so that no sign-in replaces the hash. */
const HASH_OF_OURS =
  '$argon2id$v=19$m=19456,t=2,p=1$Y29uZm9ybWFuY2UgdGVzdHM$kE3ltguqqDrKaYDfR4gHOCJl5ll2kXgNHLPCbTf/BKw';

/** Whether a hash of the reference is that of the known password. Its tests use MD5. */
export function isOfKnownPassword(stored: unknown): boolean {
  const [name, salt = '', digest] = String(stored).split('$');
  return name === 'md5' && digest === createHash('md5').update(`${salt}${KNOWN_PASSWORD}`).digest('hex');
}

/** A hash that we verify in place of one that only the reference's tests use. */
export const verifiableHash = (stored: unknown): unknown =>
  isOfKnownPassword(stored) ? HASH_OF_OURS : stored;
