import type { Job, JobName } from '../../../application/shared/jobs/job.ts';
import { queueOf } from '../../../application/shared/jobs/queue-of.ts';
import type { WaitingJob, WaitingJobs } from '../../../application/shared/jobs/waiting-jobs.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = { id: string; revision: number; name: JobName; payload: object };
type Reference = Pick<Row, 'id' | 'revision'>;
/** Members that the worker adds to a job that it retries. */
type Stored = { readonly attempt?: number; readonly postponed?: unknown; readonly _cron?: unknown };

/** Selects as graphile-worker does (its `get_job`), within one queue. */
const FOLLOWING = `SELECT j.id, j.revision, t.identifier AS name, j.payload
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
   WHERE j.job_queue_id = (SELECT q.id FROM graphile_worker._private_job_queues q WHERE q.queue_name = $1)
     AND j.is_available AND j.run_at <= now()
   ORDER BY j.priority, j.run_at, j.id LIMIT $2`;

/** A job that is being queued again at this moment is skipped: its revision is about to change. */
const FINISH = `DELETE FROM graphile_worker._private_jobs
   WHERE id IN (SELECT j.id FROM graphile_worker._private_jobs j
                  JOIN unnest($1::bigint[], $2::int[]) AS finished (id, revision)
                    ON finished.id = j.id AND finished.revision = j.revision
                 WHERE j.locked_at IS NULL FOR UPDATE OF j SKIP LOCKED)`;

/** Reads graphile-worker's tables: its functions add and remove jobs, but do not list waiting ones. */
export class PgWaitingJobs implements WaitingJobs {
  constructor(private readonly db: Queryable) {}

  async following<Name extends JobName>(
    job: Extract<Job, { name: Name }>,
    limit: number,
  ): Promise<readonly WaitingJob<Name>[]> {
    const queue = queueOf(job);
    if (queue === undefined) return [];
    const { rows } = await this.db.query<Row>(FOLLOWING, [queue, limit]);
    const other = rows.findIndex(({ name }) => name !== job.name);
    return (other < 0 ? rows : rows.slice(0, other)).map(({ id, revision, name, payload }) => {
      const { attempt: _attempt, postponed: _postponed, _cron, ...rest } = payload as Stored;
      const reference: Reference = { id, revision };
      return { job: { ...rest, name } as Extract<Job, { name: Name }>, reference };
    });
  }

  async finish(jobs: readonly WaitingJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const references = jobs.map(({ reference }) => reference as Reference);
    await this.db.query(FINISH, [references.map(({ id }) => id), references.map(({ revision }) => revision)]);
  }
}
