/** `now`, or just after `previous` when a clock that stands still or went back says otherwise. */
export const strictlyAfter = (previous: Date | null, now: Date): Date =>
  previous !== null && now <= previous ? new Date(previous.getTime() + 1) : now;
