/** One-way hashes of passwords, slow on purpose. */
export interface PasswordHasher {
  /** A self-describing hash (PHC string format) of `password`. */
  hash(password: string): Promise<string>;
  /** Whether `hash` was made from `password`; false also when the hash cannot be read. */
  verify(hash: string, password: string): Promise<boolean>;
}
