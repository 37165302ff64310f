import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Repeats a request until it has a result. @throws Error naming what did not happen within half a minute */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`it did not happen: ${what}`);
    await delay(200);
  }
}
