import type { Pool } from 'pg';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { PgAuditTrail } from '../audit/pg-audit-trail.ts';
import { inTransaction } from '../shared/in-transaction.ts';

/** Where a job stands, in the words of the metrics. */
export const JOB_STATES = ['due', 'later', 'running', 'postponed', 'given_up'] as const;
export type JobState = (typeof JOB_STATES)[number];

export type QueuedJob = Readonly<{
  id: string;
  job: string;
  state: JobState;
  /** Jobs of one queue run one after the other; null for a job that waits for none. */
  queue: string | null;
  attempts: number;
  mostAttempts: number;
  createdAt: Date;
  runAt: Date;
  /** Why its latest run failed, or the code of the outage that it waits for. */
  reason: string | null;
  payload: Readonly<Record<string, unknown>>;
}>;

export type JobFilter = Readonly<{ job?: string | undefined; states?: readonly JobState[] | undefined }>;

/** How an operator's change is kept in the audit log. */
export type JobChange = Readonly<{ author: AuditAuthor; at: Date }>;

const STATE = `CASE WHEN j.locked_at IS NOT NULL THEN 'running' WHEN j.attempts >= j.max_attempts THEN 'given_up'
  WHEN j.payload->'postponed' IS NOT NULL THEN 'postponed' WHEN j.run_at <= now() THEN 'due' ELSE 'later' END`;

const SELECT = `SELECT j.id, t.identifier AS job, ${STATE} AS state, q.queue_name AS queue, j.attempts,
         j.max_attempts AS "mostAttempts", j.created_at AS "createdAt", j.run_at AS "runAt",
         coalesce(j.last_error, j.payload->'postponed'->>'code') AS reason, j.payload
    FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id`;

const PAGE_SIZE = 500;

/** The queue as operators see it. */
export class PgQueuedJobs {
  constructor(private readonly pool: Pool) {}

  /** Those that match, in the order in which they were queued. */
  async *walk({ job, states }: JobFilter): AsyncGenerator<QueuedJob> {
    let after = '0';
    for (;;) {
      const { rows } = await this.pool.query<QueuedJob>(
        `${SELECT} WHERE j.id > $1 AND ($2::text IS NULL OR t.identifier = $2)
            AND ($3::text[] IS NULL OR ${STATE} = ANY ($3)) ORDER BY j.id LIMIT ${PAGE_SIZE}`,
        [after, job ?? null, states ?? null],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE_SIZE) return;
      after = last.id;
    }
  }

  /** Undefined when there is no such job any more. */
  async find(id: string): Promise<QueuedJob | undefined> {
    const { rows } = await this.pool.query<QueuedJob>(`${SELECT} WHERE j.id = $1`, [id]);
    return rows[0];
  }

  /** Lets them run now, as if they had never failed. @returns those it did; none that runs at this moment */
  retry(ids: readonly string[], change: JobChange): Promise<readonly string[]> {
    return this.#change(
      'retried',
      ids,
      change,
      'SELECT id FROM graphile_worker.reschedule_jobs($1, run_at => now(), attempts => 0)',
    );
  }

  /** Removes them: what they were to do is not done. @returns those it did; none that runs at this moment */
  drop(ids: readonly string[], change: JobChange): Promise<readonly string[]> {
    return this.#change('dropped', ids, change, 'SELECT id FROM graphile_worker.complete_jobs($1)');
  }

  #change(
    what: 'retried' | 'dropped',
    ids: readonly string[],
    { author, at }: JobChange,
    statement: string,
  ): Promise<readonly string[]> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(statement, [ids]);
      const found = new Set(rows.map(({ id }) => id));
      const changed = ids.filter((id) => found.has(id));
      if (changed.length > 0)
        await new PgAuditTrail(client).append(author, {
          at,
          action: `installation.jobs_${what}`,
          objectId: 'jobs',
          label: '',
          organizationId: null,
          details: { ids: changed },
        });
      return changed;
    });
  }
}
