import type { Pool } from 'pg';
import { PreparedStatements } from '../../src/adapters/postgres/engine/prepared-statements.ts';
import { PgSignInAttempts } from '../../src/adapters/postgres/identity/pg-sign-in-attempts.ts';
import { PgActionCounters } from '../../src/adapters/postgres/shared/pg-action-counters.ts';
import { PgRequestThrottle } from '../../src/adapters/postgres/shared/pg-request-throttle.ts';
import { postgresStorage } from '../../src/adapters/postgres/storage.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { Logger } from '../../src/application/shared/logger.ts';
import { AMPLE_LIMITS } from './ample-limits.ts';
import { seedPostgres } from './seed-postgres.ts';
import type { StorageHarness } from './storage-harness.ts';
import { openTestDatabase } from './test-database.ts';

/** Tables with references come first. */
const EMPTY_ALL = [
  'session',
  'sign_in_attempt',
  'openid_record',
  'webhook_delivery',
  'statistics_snapshot',
  'account_service',
  'openid_client',
  'service_provider',
  'processed_logout_token',
  'first_staff',
  'outgoing_mail',
  'unconfirmed_registration',
  'ended_mail_domain',
  'mail_domain',
  'team',
  'contact',
  'user_account',
  'organization',
  'service_provider',
  'graphile_worker._private_jobs',
]
  .map((table) => `DELETE FROM ${table};`)
  .concat(
    'ALTER TABLE audit_entry DISABLE TRIGGER USER;',
    'DELETE FROM audit_entry;',
    'ALTER TABLE audit_entry ENABLE TRIGGER USER;',
  )
  .join('\n');

type JobRow = { name: Job['name']; payload: object; run_at: Date; key: string | null };

/** The PostgreSQL adapters on a pool, arranged as in production. */
export const postgresStorageOn = (pool: Pool) =>
  postgresStorage(pool, {
    ...AMPLE_LIMITS,
    secretKey: 'a secret key that only tests use',
    logger: STDERR_LOGGER,
  });

/** The PostgreSQL adapters over a database of their own. */
export async function openPostgresHarness(): Promise<StorageHarness> {
  const { pool, close } = await openTestDatabase();
  const storage = postgresStorageOn(pool);
  return {
    ...storage,
    attempts: (limits) => new PgSignInAttempts(new PreparedStatements(pool), limits),
    counters: (rates) => new PgActionCounters(new PreparedStatements(pool), rates),
    throttle: (rates) => new PgRequestThrottle(new PreparedStatements(pool), rates),
    seed: seedPostgres(pool),
    queuedJobs: async () => {
      const { rows } = await pool.query<JobRow>(
        `SELECT j.task_identifier AS name, p.payload, j.run_at, j.key
           FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
          WHERE j.locked_at IS NULL ORDER BY j.run_at, j.id`,
      );
      return rows.map(({ name, payload, run_at: runAt, key }) => ({
        job: { name, ...payload } as Job,
        runAt,
        key: key ?? undefined,
      }));
    },
    reset: async () => {
      await pool.query(EMPTY_ALL);
    },
    close: async () => {
      await storage.close();
      await close();
    },
  };
}

const say = (message: string, _fields?: object, error?: unknown): void => {
  process.stderr.write(`${message}${error === undefined ? '' : `: ${String(error)}`}\n`);
};
const STDERR_LOGGER: Logger = { info: say, warn: say, error: say };
