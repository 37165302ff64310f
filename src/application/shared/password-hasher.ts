/** One-way hashes of passwords. */
export interface PasswordHasher {
  /** A self-describing hash (PHC string format) of `password`, slow on purpose: people choose passwords that can be guessed. */
  hash(password: string): Promise<string>;
  /**
   * As `hash`, for a password that a machine generated at random: it cannot be guessed, so a slow hash would protect
   * nothing. One that does not look like 90 bits of randomness or more is hashed as `hash` does.
   */
  hashGenerated(password: string): Promise<string>;
  /**
   * Whether `hash` was made from `password`, by either method or by one that the reference may have used; false also for an
   * unreadable hash. Only a few are verified at once, the others wait.
   */
  verify(hash: string, password: string): Promise<boolean>;
  /** Whether a hash, which `verify` has taken, should be replaced by one that `hash` makes today. */
  needsRehash(hash: string): boolean;
  /** Whether `hash` is one of `hashGenerated`: nobody has chosen its password. */
  isOfGenerated(hash: string): boolean;
}
