/** The only source of the present time. */
export interface Clock {
  now(): Date;
}

/** Lets time go by. */
export interface Pause {
  /** Resolves at that moment, at once when it has passed. */
  until(moment: Date): Promise<void>;
}

/** Generates identifiers: UUID version 4, lower case. */
export interface IdGenerator {
  next<Id extends string>(): Id;
}

/** A number in [0, 1), to spread retries. Not for secrets. */
export interface Randomness {
  next(): number;
}

/** Generates unguessable values: letters, digits, `-` or `_`. */
export interface SecretGenerator {
  /** @param bytes of randomness: 24 unless told, which are 32 characters; 32 for secrets that are stored as a fast hash */
  next(bytes?: number): string;
}

/** The time zones of the IANA database, links included. Names are case-sensitive. */
export interface TimezoneCatalogue {
  has(name: string): boolean;
}

/** One-way digests of text. */
export interface TextDigest {
  /** Lower-case hexadecimal SHA-256 of the text's UTF-8. */
  sha256(text: string): string;
  /** Whether two digests are equal, compared in constant time. */
  isSame(a: string, b: string): boolean;
}
