/** Codes of authenticator applications: six digits, which change every 30 seconds (RFC 6238 with SHA-1). */
export interface OneTimeCodes {
  /** A secret of 160 random bits, in base32. */
  newSecret(): string;
  /** What an application reads from a QR code. `issuer`, `account`: the name under which it lists the codes. */
  uriOf(secret: string, name: Readonly<{ issuer: string; account: string }>): string;
  /**
   * The time step whose code it is, of those after `lastStep`: the present one, or one next to it, for clocks that differ.
   * Undefined when it is none of theirs. Spaces in the code do not count.
   *
   * @param secret in base32
   */
  stepOf(secret: string, code: string, at: Date, lastStep: number): number | undefined;
}
