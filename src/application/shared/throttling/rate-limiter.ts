/**
 * `points` units in every window of `durationSeconds`, which opens at the first unit taken after the last one.
 * Around the end of a window up to twice `points` may go at once: for a limit without bursts write 5 a second as
 * 1 unit in 0.2 second.
 */
export type RateBudget = Readonly<{ points: number; durationSeconds: number }>;

/** A budget shared by all processes, such as the number of requests another system allows us. */
export interface RateLimiter {
  /**
   * Takes one unit of the budget called `name`. Refused callers are spread over the windows to come, in the
   * order they asked; asking again early counts as one more caller. Throws when no budget has this name.
   * @returns 0 when it was granted, else the number of milliseconds after which to ask again
   */
  take(name: string): Promise<number>;
}
