import type { Job } from '../../../application/shared/jobs/job.ts';
import type { JobOptions, KeyedJob, Outbox } from '../../../application/shared/jobs/outbox.ts';
import { queueOf } from '../../../application/shared/jobs/queue-of.ts';
import type { Queryable } from '../engine/sql.ts';

/** Priority of jobs that wait behind the others, whose priority is 0: graphile-worker takes the smallest first. */
const BEHIND = 1;

const APPEND_ALL = `SELECT FROM graphile_worker.add_jobs(ARRAY(
  SELECT ROW(g.identifier, g.payload, g.queue_name, g.run_at, NULL, g.key, $5::int, NULL)::graphile_worker.job_spec
    FROM unnest($1::text[], $2::json[], $3::text[], $4::text[], $6::timestamptz[]) WITH ORDINALITY
      AS g (identifier, payload, queue_name, key, run_at, place)
   ORDER BY g.place))`;

/** Adds jobs to the graphile-worker queue of the same database, in the caller's transaction. */
export class PgOutbox implements Outbox {
  constructor(private readonly db: Queryable) {}

  async append(job: Job, { runAt, key }: JobOptions = {}): Promise<void> {
    const { name, ...payload } = job;
    await this.db.query(
      `SELECT FROM graphile_worker.add_job(identifier => $1, payload => $2::json, run_at => $3, job_key => $4,
                                           queue_name => $5)`,
      [name, JSON.stringify(payload), runAt ?? null, key ?? null, queueOf(job) ?? null],
    );
  }

  appendAll(jobs: readonly Job[]): Promise<void> {
    return this.#append(jobs.map((job) => ({ job, key: null })));
  }

  appendBehind(jobs: readonly KeyedJob[]): Promise<void> {
    return this.#append(jobs, BEHIND);
  }

  async #append(
    jobs: readonly { job: Job; key: string | null; runAt?: Date }[],
    priority = 0,
  ): Promise<void> {
    if (jobs.length === 0) return;
    await this.db.query(APPEND_ALL, [
      jobs.map(({ job }) => job.name),
      jobs.map(({ job: { name: _name, ...payload } }) => JSON.stringify(payload)),
      jobs.map(({ job }) => queueOf(job) ?? null),
      jobs.map(({ key }) => key),
      priority,
      jobs.map(({ runAt }) => runAt ?? null),
    ]);
  }
}
