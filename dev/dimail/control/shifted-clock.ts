/** A clock that can be moved forward, for the expiry of tokens and login codes. */
export class ShiftedClock {
  #shiftMs = 0;

  constructor(private readonly clock: () => Date) {}

  now(): Date {
    return new Date(this.clock().getTime() + this.#shiftMs);
  }

  shift(seconds: number): void {
    this.#shiftMs += seconds * 1000;
  }
}
