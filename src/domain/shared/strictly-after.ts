/** `now`, or just after `previous` when the clock did not advance since then, or went back. */
export const strictlyAfter = (previous: Date | null, now: Date): Date =>
  previous !== null && now <= previous ? new Date(previous.getTime() + 1) : now;
