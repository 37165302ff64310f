import type { ClientBase } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { inTransactionOf } from '../shared/in-transaction.ts';
import { retryLocks } from '../shared/retry-locks.ts';

export type Patience = Readonly<{
  /** In milliseconds: for a lock before others are let pass, and until it gives up. */
  timing: Readonly<{ lockTimeout: number; retriesEnd: number }>;
  logger: Logger | undefined;
}>;

/**
 * Runs `work` in a transaction that waits for a lock for a moment only, since others queue behind it, and is tried again from
 * its start when it was not obtained.
 *
 * @throws Error from the driver, after a rollback; PostgreSQL's own for the lock in the end.
 */
export const inShortTransaction = (
  client: ClientBase,
  { timing, logger }: Patience,
  work: () => Promise<void>,
): Promise<void> =>
  retryLocks(
    () =>
      inTransactionOf(client, async () => {
        await client.query(`SET LOCAL lock_timeout = ${timing.lockTimeout}`);
        await work();
      }),
    {
      end: timing.retriesEnd,
      onRetry: (pause) =>
        logger?.info('A change of the parts of the audit log lets others pass and will try again', {
          seconds: pause / 1_000,
        }),
    },
  );
