/**
 * `points` units in every window of `durationSeconds`, which opens at the first unit taken after the last one. Around
 * the end of a window up to twice `points` may be taken at once: a limit of 5 a second without bursts is 1 unit in 0.2
 * second.
 */
export type RateBudget = Readonly<{ points: number; durationSeconds: number }>;

/** A budget shared by all processes, such as the number of requests that another system allows. */
export interface RateLimiter {
  /**
   * Takes one unit of the budget `name`. Refused callers get delays spread over the next windows, in the order of their
   * calls; asking again early counts as one more caller. Throws when no budget has this name.
   * @returns 0 when granted, else the number of milliseconds after which to ask again
   */
  take(name: string): Promise<number>;
}
