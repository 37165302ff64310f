/**
 * Length of a good turn, in milliseconds: short enough for waiting requests, and little is lost when it is interrupted.
 */
const GOOD_MS = 100;
const TOO_LONG_MS = 300;
const MOST = 32;

/** Whether a turn has lasted too long for the requests that wait for its first item. */
export const isTooLong = (elapsedMs: number): boolean => elapsedMs > TOO_LONG_MS;

/**
 * How many jobs to claim after a turn of `size` that took `elapsedMs`: more while they are quick, fewer when the
 * requests for the first items would have to wait for the last.
 */
export function nextTurnSize(size: number, elapsedMs: number): number {
  if (elapsedMs <= GOOD_MS) return Math.min(size * 2, MOST);
  return isTooLong(elapsedMs) ? Math.max(Math.floor(size / 2), 1) : size;
}
