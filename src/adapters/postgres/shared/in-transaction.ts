import type { ClientBase, Pool, PoolClient } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { abortedTransaction } from '../../storage/aborting-on-failure.ts';
import { wasNeverSent, wasRefused } from '../connection/database-failure.ts';

/**
 * Runs `work` in one READ COMMITTED transaction on a connection of the pool: commits if it resolves, rolls back if it rejects.
 * A connection that cannot even roll back is not used again.
 *
 * @throws StorageUnavailable `database_outcome_unknown` when the connection was lost before the answer to the commit came
 */
export async function inTransaction<T>(
  pool: Pick<Pool, 'connect'>,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onBroken = (cause: Error) => {
    broken = cause;
  };
  try {
    return await inTransactionOf(client, () => work(client), onBroken);
  } finally {
    client.release(broken);
  }
}

/** The same on a connection of the caller's. `onBroken`: it cannot even roll back. */
export async function inTransactionOf<T>(
  client: ClientBase,
  work: () => Promise<T>,
  onBroken: (cause: Error) => void = () => undefined,
): Promise<T> {
  try {
    await client.query('BEGIN');
    const result = await work();
    await commit(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onBroken);
    throw error;
  }
}

/** After a swallowed failure PostgreSQL answers COMMIT with a silent ROLLBACK. */
async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    if (!(error instanceof StorageUnavailable) || wasNeverSent(error.cause) || wasRefused(error.cause))
      throw error;
    const message = 'The connection was lost while a transaction was being committed';
    throw new StorageUnavailable('database_outcome_unknown', message, { cause: error.cause });
  });
  if (command !== 'COMMIT') throw abortedTransaction();
}
