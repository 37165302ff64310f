const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 15 * 60;

/**
 * How long to wait, in seconds, before trying again what failed `attempt` times (1 for the first failure):
 * doubling from one second up to a quarter of an hour, spread over the upper half by `jitter` in [0, 1).
 */
export function retryDelaySeconds(attempt: number, jitter: number): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(Math.max(attempt, 1) - 1, 20));
  return ceiling / 2 + (ceiling / 2) * jitter;
}
