import type { Pool } from 'pg';
import type { HealthCheck } from '../../application/ports/health-check.ts';

type Queryable = Pick<Pool, 'query'>;

/**
 * Whether the database answers and has the schema this build expects.
 *
 * @param pendingMigrations names of the migrations not applied yet.
 */
export const databaseHealth =
  (pool: Queryable, pendingMigrations: () => Promise<readonly string[]>): HealthCheck =>
  async () => {
    await pool.query('SELECT 1');
    return (await pendingMigrations()).length === 0 ? 'ok' : 'error';
  };

type QueueOptions = {
  /** How long a job that could run may wait before somebody should look at the workers, in seconds. */
  readonly maxWaitSeconds?: number;
};

/** A job that is neither running nor given up and whose time has come. */
const OLDEST_RUNNABLE = `
  SELECT extract(epoch FROM now() - min(run_at))::float8 AS waited_seconds
    FROM graphile_worker.jobs
   WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()`;

/** Whether the job queue's schema answers, and whether its jobs are carried out: a late one is a `warning`. */
export const queueHealth =
  (pool: Queryable, { maxWaitSeconds = 300 }: QueueOptions = {}): HealthCheck =>
  async () => {
    const { rows } = await pool.query<{ waited_seconds: number | null }>(OLDEST_RUNNABLE);
    return (rows[0]?.waited_seconds ?? 0) > maxWaitSeconds ? 'warning' : 'ok';
  };
