import { setTimeout as delay } from 'node:timers/promises';

/** Generous: on a busy machine what a drill waits for may take minutes. */
const PATIENCE_MS = 240_000;
const PAUSE_MS = 200;

/**
 * Looks again and again until there is a result; a look that fails counts as none.
 *
 * @param what completes "it did not happen: …"
 * @throws Error naming what did not happen, and why the last look failed
 */
export async function become<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    let cause: unknown;
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`it did not happen: ${what}`, { cause });
    await delay(PAUSE_MS);
  }
}
