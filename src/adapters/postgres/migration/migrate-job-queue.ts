import { type LogFunctionFactory, runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { retryLocks } from '../shared/retry-locks.ts';
import type { MigrationTiming } from './migration-timing.ts';

/**
 * Migrates the job queue's own schema, with one transaction for each of the library's files. The library records them,
 * so that an attempt after a failed lock continues at the next file.
 */
export async function migrateJobQueue(
  databaseUrl: string,
  timing: MigrationTiming,
  logger: Logger | undefined,
): Promise<void> {
  // Its own pool, which is ended and awaited here: graphile-worker does not wait for one that it creates itself.
  const pgPool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    application_name: 'regie-migrate',
    onConnect: async (client) => {
      await client.query(`SET lock_timeout = ${timing.lockTimeout}; SET statement_timeout = 0`);
    },
  });
  const onError = (error: Error) =>
    logger?.warn('Lost the database while migrating the job queue', {}, error);
  pgPool.on('error', onError);
  pgPool.on('connect', (connected) => connected.on('error', onError));
  try {
    await retryLocks(() => runMigrations({ pgPool, logger: workerLogger(logger) }), {
      end: timing.retriesEnd,
      onRetry: (pause) =>
        logger?.info("The job queue's migration lets others pass and will try again", {
          seconds: pause / 1_000,
        }),
    });
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
