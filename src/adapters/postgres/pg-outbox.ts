import type { Job } from '../../application/jobs/job.ts';
import { queueOf } from '../../application/jobs/queue-of.ts';
import type { JobOptions, Outbox } from '../../application/ports/outbox.ts';
import type { Queryable } from './sql.ts';

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
}
