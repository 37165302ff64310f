import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

const PAUSE_MS = 200;

/** Jobs that only wait until they may forget what no request came to read: the change is over. */
const FORGETS_A_CHANGE = `EXISTS (SELECT FROM mail_alias_change change
  WHERE change.id::text = job.payload ->> 'changeId' AND change.progress ->> 'state' <> 'open')`;

/**
 * Waits until the queue has no job left. Postponed jobs become due at once, since no more faults occur.
 *
 * @throws Error with the remaining jobs after `timeoutMs`
 */
export async function emptyQueue(pool: Pool, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    await pool.query(
      `SELECT graphile_worker.reschedule_jobs(array_agg(job.id), run_at => now())
         FROM graphile_worker._private_jobs job
        WHERE job.run_at > now() AND job.locked_at IS NULL AND NOT ${FORGETS_A_CHANGE} HAVING count(*) > 0`,
    );
    const { rows } = await pool.query(
      `SELECT task.identifier, job.payload, job.attempts, job.last_error, job.run_at, job.locked_by
         FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
        WHERE NOT ${FORGETS_A_CHANGE}`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`${rows.length} jobs left, such as ${JSON.stringify(rows[0])}`);
    }
    await delay(PAUSE_MS);
  }
}
