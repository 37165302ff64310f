import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

const PAUSE_MS = 200;

/**
 * Waits until the queue has no job left. Those that wait for a later time are due at once: nothing fails any more.
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
      'SELECT task_identifier, queue_name, attempts, last_error, run_at, locked_by FROM graphile_worker.jobs',
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`${rows.length} jobs left, such as ${JSON.stringify(rows[0])}`);
    }
    await delay(PAUSE_MS);
  }
}
