import type { Digest } from '../mapping/mapping.ts';
import type { Row, Value } from '../mapping/table-shape.ts';

const MODULUS = 1n << 64n;
const DIGITS = 16;

const spelled = (value: Value | undefined): unknown => value ?? null;

/** Counts rows and adds up their hashes, in any order. */
export class Checksum {
  #rows = 0;
  #sum = 0n;

  constructor(
    private readonly columns: readonly string[],
    private readonly digest: Digest,
  ) {}

  add(row: Row): void {
    const text = JSON.stringify(this.columns.map((column) => spelled(row[column])));
    this.#rows += 1;
    this.#sum = (this.#sum + BigInt(`0x${this.digest(text).slice(0, DIGITS)}`)) % MODULUS;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Equal for the same rows, and different when any value of any row differs. */
  toString(): string {
    return `${this.#rows} rows, ${this.#sum.toString(16).padStart(DIGITS, '0')}`;
  }
}
