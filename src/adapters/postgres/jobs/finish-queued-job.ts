import type { Queryable } from '../engine/sql.ts';

/** A row of graphile-worker: `locked_by` is the worker pool that carries out the job. */
type CarriedOut = Readonly<{ id: string; job_queue_id: number | null; locked_by: string | null }>;

const FINISH = `WITH finished AS (
    DELETE FROM graphile_worker._private_jobs WHERE id = $1 AND locked_by = $2 RETURNING job_queue_id
  )
  UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL
    FROM finished WHERE q.id = finished.job_queue_id AND q.locked_by = $2`;

/**
 * Removes a finished job from its named queue, so that the queue's next job can be found at once. graphile-worker does
 * the same, but looks for the next job first: it would find the queue still locked and sleep. For a job without a queue,
 * nothing is done.
 */
export async function finishQueuedJob(db: Queryable, job: CarriedOut): Promise<void> {
  if (job.job_queue_id !== null) await db.query(FINISH, [job.id, job.locked_by]);
}
