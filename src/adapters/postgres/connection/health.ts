import type { Pool } from 'pg';
import type { HealthCheck } from '../../../application/shared/health-check.ts';

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
  /** How long a runnable job may wait before operators should look at the workers, in seconds. */
  readonly maxWaitSeconds?: number;
};

/** A due job that is neither running nor given up. */
const OLDEST_RUNNABLE = `
  SELECT extract(epoch FROM now() - min(run_at))::float8 AS waited_seconds
    FROM graphile_worker.jobs
   WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()`;

/** Whether the job queue's schema answers, and jobs are carried out in time: a late job is a `warning`. */
export const queueHealth =
  (pool: Queryable, { maxWaitSeconds = 300 }: QueueOptions = {}): HealthCheck =>
  async () => {
    const { rows } = await pool.query<{ waited_seconds: number | null }>(OLDEST_RUNNABLE);
    return (rows[0]?.waited_seconds ?? 0) > maxWaitSeconds ? 'warning' : 'ok';
  };

/** Jobs that failed for the last time and are not run again. */
const ANY_GIVEN_UP = `SELECT EXISTS (
  SELECT FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL) AS given_up`;

/** Whether no job was given up: one that was given up after its last failure is a `warning`. */
export const givenUpHealth =
  (pool: Queryable): HealthCheck =>
  async () => {
    const { rows } = await pool.query<{ given_up: boolean }>(ANY_GIVEN_UP);
    return rows[0]?.given_up === true ? 'warning' : 'ok';
  };

const POSTPONED = `
  SELECT payload->'postponed'->>'code' AS code,
         extract(epoch FROM now() - min((payload->'postponed'->>'since')::timestamptz))::float8 AS seconds
    FROM graphile_worker._private_jobs
   WHERE payload->'postponed' IS NOT NULL GROUP BY 1`;

type PostponedOptions = {
  /** How long a result is cached, in ms: the check reads the whole queue, which changes slowly. */
  readonly cacheMs?: number;
  /** After how long an outage is a `warning`, in seconds: of dimail or of mail, and of any other system. */
  readonly patienceSeconds?: Readonly<Record<'dimail' | 'mail' | 'others', number>>;
};

/**
 * Whether jobs have waited for long for another system: dimail, the mail server, or any other. Each is a `warning` at
 * most: the outage is not ours, and requests are still answered.
 */
export function postponedHealth(
  pool: Queryable,
  { cacheMs = 15_000, patienceSeconds = { dimail: 900, mail: 900, others: 3_600 } }: PostponedOptions = {},
): Readonly<Record<'dimail' | 'mail' | 'postponed_jobs', HealthCheck>> {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<readonly { code: string; seconds: number }[]> | undefined;
  const read = () => {
    if (reading === undefined || performance.now() - readAt > cacheMs) {
      readAt = performance.now();
      reading = pool.query<{ code: string; seconds: number }>(POSTPONED).then(({ rows }) => rows);
      // A failure is not cached.
      reading.catch(() => {
        reading = undefined;
      });
    }
    return reading;
  };
  const longest =
    (isMeant: (code: string) => boolean, patience: number): HealthCheck =>
    async () => {
      const rows = await read();
      return rows.some(({ code, seconds }) => isMeant(code) && seconds > patience) ? 'warning' : 'ok';
    };
  const isOfDimail = (code: string) => code.startsWith('mail_provisioner.');
  const isOfMail = (code: string) => code.startsWith('mailer.');
  return {
    dimail: longest(isOfDimail, patienceSeconds.dimail),
    mail: longest(isOfMail, patienceSeconds.mail),
    postponed_jobs: longest((code) => !isOfDimail(code) && !isOfMail(code), patienceSeconds.others),
  };
}
