const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 15 * 60;
/** Longest delay that another system may impose on us. */
const LONGEST_IMPOSED_SECONDS = 60 * 60;

/**
 * How long to wait, in seconds, before the next attempt after `attempt` failures (1 for the first failure): doubling
 * from one second up to a quarter of an hour, spread over the upper half by `jitter` in [0, 1). It is not less than the
 * seconds that the other side asked for (`Retry-After`), of which an hour counts at most.
 */
export function retryDelaySeconds(attempt: number, jitter: number, imposedSeconds = 0): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(Math.max(attempt, 1) - 1, 20));
  return Math.max(ceiling / 2 + (ceiling / 2) * jitter, Math.min(imposedSeconds, LONGEST_IMPOSED_SECONDS));
}
