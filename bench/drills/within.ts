import { setTimeout as delay } from 'node:timers/promises';

/** Whether a promise settled within so many milliseconds. */
export async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const tooLate = delay(milliseconds, false, { signal: over.signal }).catch(() => false);
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, tooLate]).finally(() => over.abort());
}
