import type { Queryable } from '../engine/sql.ts';

/** As graphile-worker knows it: `locked_by` is the worker pool that carries it out. */
type CarriedOut = Readonly<{ id: string; job_queue_id: number | null; locked_by: string | null }>;

const FINISH = `WITH finished AS (
    DELETE FROM graphile_worker._private_jobs WHERE id = $1 AND locked_by = $2 RETURNING job_queue_id
  )
  UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL
    FROM finished WHERE q.id = finished.job_queue_id AND q.locked_by = $2`;

/**
 * Takes a job that was carried out off its named queue, so that the next one of that queue can be found at once.
 * graphile-worker does the same, but looks for the next job before that is done: it would find the queue still locked and
 * sleep. For a job without a queue, nothing is done here.
 */
export async function finishQueuedJob(db: Queryable, job: CarriedOut): Promise<void> {
  if (job.job_queue_id !== null) await db.query(FINISH, [job.id, job.locked_by]);
}
