/** A turn of this length, in milliseconds, keeps nobody waiting for long and loses little when it is interrupted. */
const GOOD_MS = 100;
const TOO_LONG_MS = 300;
const MOST = 32;

/** Whether a turn has lasted long enough for those who wait for the first of it. */
export const isTooLong = (elapsedMs: number): boolean => elapsedMs > TOO_LONG_MS;

/**
 * How many jobs to take at once after a turn of `size` that took `elapsedMs`: more as long as they are quick, fewer when
 * those who wait for the last of them would wait for all.
 */
export function nextTurnSize(size: number, elapsedMs: number): number {
  if (elapsedMs <= GOOD_MS) return Math.min(size * 2, MOST);
  return isTooLong(elapsedMs) ? Math.max(Math.floor(size / 2), 1) : size;
}
