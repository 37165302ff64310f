/** One-way hashes of passwords. */
export interface PasswordHasher {
  /** A self-describing hash (PHC string format) of `password`, slow on purpose: people choose passwords that can be guessed. */
  hash(password: string): Promise<string>;
  /**
   * As `hash`, for a password that a machine generated at random: it cannot be guessed, so a slow hash would protect
   * nothing. One that does not look like 90 bits of randomness or more is hashed as `hash` does.
   */
  hashGenerated(password: string): Promise<string>;
  /** Whether `hash` was made from `password`, by either method; false also for an unreadable hash. */
  verify(hash: string, password: string): Promise<boolean>;
}
