import { runner } from 'node-pg-migrate';
import type { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { retryLocks } from '../shared/retry-locks.ts';
import { dropInvalidIndexes } from './drop-invalid-indexes.ts';
import { MIGRATIONS_TABLE } from './migration-files.ts';
import type { MigrationTiming } from './migration-timing.ts';
import { type Migration, readMigration } from './read-migration.ts';
import type { LockWatch } from './watch-lock-waits.ts';

type Surroundings = Readonly<{
  /** The session that holds the turn, and does nothing else. */
  client: Client;
  folder: string;
  timing: MigrationTiming;
  watch: LockWatch;
  logger: Logger | undefined;
}>;

/**
 * Applies the migration `name` and records it: at once if it is a transaction, statement by statement otherwise.
 * One that fails for want of a lock is tried again.
 *
 * @throws Error from the driver or of the order of files; a failed transaction left nothing behind.
 */
export async function applyMigration(name: string, surroundings: Surroundings): Promise<void> {
  const { client, folder, timing, watch, logger } = surroundings;
  const migration = await readMigration(folder, name);
  let explanation: string | undefined;
  try {
    await retryLocks(
      async () => {
        await prepare(client, migration, timing, logger);
        await runner({
          dbClient: client,
          dir: folder,
          ignorePattern: '(?!.*\\.sql$).*',
          migrationLoaderStrategies: [{ extensions: ['.sql'], loader: loaderOf(migration, timing) }],
          direction: 'up',
          file: name,
          migrationsTable: MIGRATIONS_TABLE,
          singleTransaction: false,
          checkOrder: true,
          noLock: true,
          logger: {
            info: () => undefined,
            warn: () => undefined,
            error: (message) => {
              explanation = message;
            },
          },
        });
      },
      {
        end: timing.retriesEnd,
        onRetry: (pause) =>
          logger?.info('A migration lets others pass and will try again', {
            migration: name,
            seconds: pause / 1_000,
            ...watch.takeLatest(),
          }),
      },
    );
  } catch (error) {
    // The library's explanation of the failing statement, with the place in it.
    if (explanation !== undefined) logger?.error(explanation);
    throw error;
  }
}

/** Removes what an earlier attempt may have left, and sets the lock timeout for this kind of migration. */
async function prepare(
  client: Client,
  migration: Migration,
  timing: MigrationTiming,
  logger: Logger | undefined,
): Promise<void> {
  await client.query('ROLLBACK');
  if (migration.isTransaction) {
    await client.query(setLockTimeout(timing.lockTimeout));
    return;
  }
  await client.query(setLockTimeout(timing.patientLockTimeout));
  const indexes = migration.statements.flatMap(({ index }) => (index === undefined ? [] : [index]));
  await dropInvalidIndexes(client, indexes, logger);
}

const setLockTimeout = (milliseconds: number) => `SET lock_timeout = ${milliseconds}`;

type Loader = (paths: string[]) => Promise<LoadedMigration[]>;
type LoadedMigration = { id: string; filePaths: string[]; actions: { up: (builder: Builder) => void } };
type Builder = { sql: (sql: string) => void; noTransaction: () => void };

/** Gives the library the statements of the one migration to run, and only the names of the others. */
const loaderOf =
  (migration: Migration, timing: MigrationTiming): Loader =>
  async (paths) =>
    paths.map((path) => ({
      id: path,
      filePaths: [path],
      actions: { up: (builder) => giveStatements(builder, migration, timing) },
    }));

function giveStatements(builder: Builder, migration: Migration, timing: MigrationTiming): void {
  if (migration.isTransaction) {
    builder.sql(migration.sql);
    return;
  }
  builder.noTransaction();
  for (const { sql, isPatient } of migration.statements) {
    builder.sql(setLockTimeout(isPatient ? timing.patientLockTimeout : timing.lockTimeout));
    builder.sql(sql);
  }
}
