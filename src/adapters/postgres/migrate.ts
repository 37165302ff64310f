import { type LogFunctionFactory, runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate';
import { Client, Pool } from 'pg';
import type { Logger } from '../../application/ports/logger.ts';
import { listMigrations, MIGRATIONS_FOLDER } from './migration-files.ts';

/** Where applied migrations are recorded. */
export const MIGRATIONS_TABLE = 'schema_migration';

type Options = {
  readonly databaseUrl: string;
  readonly logger?: Logger;
  /** Where the SQL files are; by default those shipped with the application. */
  readonly folder?: string;
};

/**
 * Brings the database to the current schema: our SQL files in one transaction, then the job queue's own
 * schema. Processes that start together wait for each other and the later ones find nothing to do.
 *
 * @returns names of the files applied now, in order; empty when the database was up to date.
 * @throws Error from the driver or naming the misplaced file; what was applied before it is rolled back.
 */
export async function migrate({
  databaseUrl,
  logger,
  folder = MIGRATIONS_FOLDER,
}: Options): Promise<{ applied: string[] }> {
  await listMigrations(folder);
  const client = new Client({ connectionString: databaseUrl, application_name: 'regie-migrate' });
  client.on('error', (error) => logger?.warn('Lost the database while migrating', {}, error));
  await client.connect();
  try {
    // Held until the connection ends, so that it covers the queue's schema too; the runner takes it again.
    await client.query('SELECT pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID]);
    const applied = await runner({
      dbClient: client,
      dir: folder,
      ignorePattern: '(?!.*\\.sql$).*',
      direction: 'up',
      migrationsTable: MIGRATIONS_TABLE,
      singleTransaction: true,
      checkOrder: true,
      advisoryLockMode: 'wait',
      logger: runnerLogger(logger),
    });
    await migrateJobQueue(databaseUrl, logger);
    const names = applied.map(({ name }) => name);
    if (names.length > 0) logger?.info('Migrated the database', { applied: names.join(', ') });
    return { applied: names };
  } finally {
    await client.end();
  }
}

/** Its own pool, ended and awaited here: graphile-worker does not wait for the one it makes itself. */
async function migrateJobQueue(databaseUrl: string, logger: Logger | undefined): Promise<void> {
  const pgPool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'regie-migrate' });
  const onError = (error: Error) =>
    logger?.warn('Lost the database while migrating the job queue', {}, error);
  pgPool.on('error', onError);
  pgPool.on('connect', (connected) => connected.on('error', onError));
  try {
    await runMigrations({ pgPool, logger: workerLogger(logger) });
  } finally {
    await pgPool.end();
  }
}

const workerLogger = (logger: Logger | undefined) => {
  const toLogger: LogFunctionFactory = () => (level, message) => {
    if (level === 'error') logger?.error(message);
    if (level === 'warning') logger?.warn(message);
  };
  return new WorkerLogger(toLogger);
};

/** The runner tells its progress on several lines; one line of ours replaces the informative ones. */
const runnerLogger = (logger: Logger | undefined) => ({
  info: () => undefined,
  warn: (message: string) => logger?.warn(message),
  error: (message: string) => logger?.error(message),
});
