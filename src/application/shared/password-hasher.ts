/** One-way hashes of passwords. */
export interface PasswordHasher {
  /** A self-describing hash (PHC string format) of `password`, slow on purpose: people choose passwords that can be guessed. */
  hash(password: string): Promise<string>;
  /**
   * The same for a password that a machine drew at random: nobody can guess it, so that a slow hash would protect nothing.
   * One that does not look like 90 bits of randomness or more is hashed as `hash` does.
   */
  hashGenerated(password: string): Promise<string>;
  /** Whether `hash` was made from `password`, by either; false also when the hash cannot be read. */
  verify(hash: string, password: string): Promise<boolean>;
}
