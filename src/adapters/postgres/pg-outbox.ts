import type { Job } from '../../application/jobs/job.ts';
import type { JobOptions, Outbox } from '../../application/ports/outbox.ts';
import type { Queryable } from './sql.ts';

/** Adds jobs to the graphile-worker queue of the same database, in the caller's transaction. */
export class PgOutbox implements Outbox {
  constructor(private readonly db: Queryable) {}

  async append({ name, ...payload }: Job, { runAt, key, queue }: JobOptions = {}): Promise<void> {
    await this.db.query(
      'SELECT FROM graphile_worker.add_job(identifier => $1, payload => $2::json, run_at => $3, job_key => $4, queue_name => $5)',
      [name, JSON.stringify(payload), runAt ?? null, key ?? null, queue ?? null],
    );
  }
}
