import type { StorageHarness } from './storage-harness.ts';

/**
 * One storage for all contracts of a file, which come one after the other and begin with `reset`: it is opened for the
 * first of them, and closed by the last. To make a database for each takes longer than most contracts.
 */
export function sharedHarness(open: () => Promise<StorageHarness>): () => Promise<StorageHarness> {
  let opened: Promise<StorageHarness> | undefined;
  let users = 0;
  return async () => {
    users += 1;
    opened ??= open();
    const harness = await opened;
    return {
      ...harness,
      close: async () => {
        users -= 1;
        if (users === 0) await harness.close();
      },
    };
  };
}
