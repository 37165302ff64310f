/** The only source of the present time. */
export interface Clock {
  now(): Date;
}

/** Makes identifiers: UUID version 4, lower case. */
export interface IdGenerator {
  next<Id extends string>(): Id;
}

/** A number in [0, 1), to spread retries. Not for secrets. */
export interface Randomness {
  next(): number;
}

/** Makes unguessable values for states and nonces: 32 letters, digits, `-` or `_`. */
export interface SecretGenerator {
  next(): string;
}

/** The time zones of the IANA database, links included. Names are case-sensitive. */
export interface TimezoneCatalogue {
  has(name: string): boolean;
}

/** Condenses text, one way. */
export interface TextDigest {
  /** Lower-case hexadecimal SHA-256 of the text's UTF-8. */
  sha256(text: string): string;
  /** Whether two digests are the same, in a time that does not tell where they differ. */
  isSame(a: string, b: string): boolean;
}
