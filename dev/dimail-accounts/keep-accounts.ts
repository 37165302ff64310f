import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAccounts } from './create-accounts.ts';

type Options = Readonly<{
  url: string;
  /** As `createAccounts` takes them. */
  credentials: string;
  /** A file that is there as long as dimail has the accounts. */
  mark: string;
  intervalMs: number;
  onMade: (names: readonly string[]) => void;
  signal: AbortSignal;
}>;

/** Looks again and again whether dimail has its accounts, which a restart takes away, and makes them, until the signal. */
export async function keepAccounts(options: Options): Promise<void> {
  const { url, credentials, mark, intervalMs, onMade, signal } = options;
  await mkdir(dirname(mark), { recursive: true });
  while (!signal.aborted) {
    try {
      const made = await createAccounts(url, credentials);
      if (made.length > 0) onMade(made);
      await writeFile(mark, '');
    } catch {
      // It is starting, or away: the next look tells.
      await rm(mark, { force: true });
    }
    await delay(intervalMs, undefined, { signal }).catch(() => undefined);
  }
  await rm(mark, { force: true });
}
