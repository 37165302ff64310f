import type { Pool } from 'pg';
import { inTransaction } from '../shared/in-transaction.ts';

/** Longest wait of transactions that add or take jobs meanwhile, in milliseconds. */
const PATIENCE_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

const DELETE_IDLE = `DELETE FROM graphile_worker._private_job_queues q
   WHERE q.locked_at IS NULL
     AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id)`;

/**
 * Removes the named queues without jobs. graphile-worker creates one for each name it sees and keeps it, and every
 * search for a job locks each free one: thousands of them make it slow. No job may be added meanwhile, since a job of a
 * removed queue would never run; therefore the table is locked for a moment, as by every transaction that adds jobs.
 *
 * @returns how many were removed; undefined when jobs were being added all the time: try again later
 */
export async function removeIdleQueues(pool: Pool): Promise<number | undefined> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${PATIENCE_MS}`);
      await client.query('LOCK TABLE graphile_worker._private_job_queues IN SHARE ROW EXCLUSIVE MODE');
      const { rowCount } = await client.query(DELETE_IDLE);
      return rowCount ?? 0;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}
