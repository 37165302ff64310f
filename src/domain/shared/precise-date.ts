/**
 * An instant to the microsecond, the precision of databases; a `Date` has milliseconds only. Code that expects a `Date`
 * accepts it and loses the microseconds at most.
 */
export class PreciseDate extends Date {
  /**
   * @param milliseconds since 1970, whole
   * @param microseconds after that millisecond, from 0 to 999
   */
  constructor(
    milliseconds: number,
    readonly microseconds: number,
  ) {
    super(milliseconds);
  }
}

/** Microseconds of an instant after its last whole millisecond, from 0 to 999. */
export const microsecondsOf = (instant: Date): number =>
  instant instanceof PreciseDate ? instant.microseconds : 0;
