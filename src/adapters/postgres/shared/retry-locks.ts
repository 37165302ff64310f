import { setTimeout as delay } from 'node:timers/promises';

/** PostgreSQL's codes for a lock that was not obtained in time, and for a deadlock. */
const LOCK_FAILURES = ['55P03', '40P01'];

export const isLockFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && LOCK_FAILURES.includes(String(error.code));

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Repeats `work` while it fails for lack of a lock, after pauses that double, until `end` milliseconds have passed since
 * the first attempt: other sessions use the table in between.
 *
 * @throws other errors of `work` at once, and its last error in the end
 */
export async function retryLocks<T>(
  work: () => Promise<T>,
  { end, onRetry }: { end: number; onRetry: (pause: number) => void },
): Promise<T> {
  const deadline = performance.now() + end;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      if (!isLockFailure(error) || performance.now() + pause > deadline) throw error;
      onRetry(pause);
      await delay(pause);
    }
  }
}
