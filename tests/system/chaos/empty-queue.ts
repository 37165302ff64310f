import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

const PAUSE_MS = 200;

/**
 * Waits until the queue has no job left. Those that wait for a later time are due at once: nothing fails any more. A job
 * whose key was queued again while it ran is not to be tried again: graphile-worker sets its attempts to the maximum, and
 * it stays when its process is killed. It never failed, unlike those that were given up.
 *
 * @throws Error with what is left after `timeoutMs`
 */
export async function emptyQueue(pool: Pool, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    await pool.query(
      `SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at => now())
         FROM graphile_worker.jobs WHERE run_at > now() AND locked_at IS NULL HAVING count(*) > 0`,
    );
    const { rows } = await pool.query(
      `SELECT task_identifier, queue_name, attempts, last_error, run_at, locked_by 
         FROM graphile_worker.jobs WHERE attempts < max_attempts OR last_error IS NOT NULL`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`${rows.length} jobs left, such as ${JSON.stringify(rows[0])}`);
    }
    await delay(PAUSE_MS);
  }
}
