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

/** Jobs that failed for the last time: nothing carries them out any more, and nobody waits for them. */
const ANY_GIVEN_UP = `SELECT EXISTS (
  SELECT FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL) AS given_up`;

/** Whether every job is still to be carried out: one that was given up after its last failure is a `warning`. */
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
  /** How long what was read is taken for true, in ms: it reads the whole queue, and changes slowly. */
  readonly cacheMs?: number;
  /** After how long somebody should know, in seconds: of an outage of dimail or of mail, and of any other. */
  readonly patienceSeconds?: Readonly<Record<'dimail' | 'mail' | 'others', number>>;
};

/**
 * Whether jobs wait for long for another system that is away: for dimail, for the mail server, or for any other. No more than
 * a `warning` each: the outage is not ours, and requests are answered without.
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
      // A failure is nothing to be remembered.
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
