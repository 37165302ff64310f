/** A budget shared by all processes, such as the number of requests another system allows us. */
export interface RateLimiter {
  /**
   * Takes one unit of the budget called `name`.
   * @returns 0 when it was granted, else the number of milliseconds after which to ask again
   */
  take(name: string): Promise<number>;
}
