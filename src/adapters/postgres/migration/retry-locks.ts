import { setTimeout as delay } from 'node:timers/promises';

/** PostgreSQL's codes of a lock that was not had in time, and of a deadlock that it broke. */
const LOCK_FAILURES = ['55P03', '40P01'];

export const isLockFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && LOCK_FAILURES.includes(String(error.code));

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Carries out `work` again while it fails for want of a lock, after pauses that double, until `end` milliseconds
 * have passed since the first attempt: what others do with the table goes on in between.
 *
 * @throws whatever `work` fails with otherwise, or at last.
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
