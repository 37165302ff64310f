import type { Pool } from 'pg';

/** Whoever adds or takes a job meanwhile waits no longer than this, in milliseconds. */
const PATIENCE_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

const DELETE_IDLE = `DELETE FROM graphile_worker._private_job_queues q
   WHERE q.locked_at IS NULL
     AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id)`;

/**
 * Removes the named queues that no job is in. graphile-worker makes one for each name it ever saw and keeps them all, and
 * every look for a job locks each that is free: thousands of them make it slow. Nobody may be adding jobs meanwhile, since
 * a job of a queue that is gone would never run; so this takes the table for a moment, as all who add jobs do.
 *
 * @returns how many were removed; undefined when somebody was adding jobs all the time: try again later
 */
export async function removeIdleQueues(pool: Pool): Promise<number | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${PATIENCE_MS}`);
    await client.query('LOCK TABLE graphile_worker._private_job_queues IN SHARE ROW EXCLUSIVE MODE');
    const { rowCount } = await client.query(DELETE_IDLE);
    await client.query('COMMIT');
    return rowCount ?? 0;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  } finally {
    client.release(broken);
  }
}
