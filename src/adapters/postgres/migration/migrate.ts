import { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { ensureOwnSessions } from '../shared/ensure-own-sessions.ts';
import { isLockFailure } from '../shared/retry-locks.ts';
import { applyMigration } from './apply-migration.ts';
import { makeAuditParts } from './make-audit-parts.ts';
import { migrateJobQueue } from './migrate-job-queue.ts';
import { listMigrations, MIGRATIONS_FOLDER } from './migration-files.ts';
import { MIGRATION_TIMING, type MigrationTiming } from './migration-timing.ts';
import { pendingFiles } from './pending-migrations.ts';
import { takeMigrationTurn } from './take-migration-turn.ts';
import { type LockWait, watchLockWaits } from './watch-lock-waits.ts';

type Options = {
  readonly databaseUrl: string;
  readonly logger?: Logger;
  /** Where the SQL files are; by default those shipped with the application. */
  readonly folder?: string;
  readonly timing?: Partial<MigrationTiming>;
};

/** Time limits of statements are for requests, not for this session. */
const SESSION = 'SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0';

/**
 * Migrates the database to the current schema: our SQL files one after the other, parts of the audit log
 * for the months ahead, then the job queue's own schema. A
 * file waits for a lock for a moment only and then tries again, so that other sessions do not wait behind it for long.
 * Processes that start together wait for each other and the later ones find nothing to do.
 *
 * @returns names of the files applied now, in order; empty when the database was up to date.
 * @throws Error about a pooler that shares sessions; naming the file that failed and those applied before it, which stay; or the
 * misplaced file.
 */
export async function migrate({
  databaseUrl,
  logger,
  folder = MIGRATIONS_FOLDER,
  timing: given,
}: Options): Promise<{ applied: string[] }> {
  const timing = { ...MIGRATION_TIMING, ...given };
  const names = await listMigrations(folder);
  await ensureOwnSessions(databaseUrl);
  const client = new Client({ connectionString: databaseUrl, application_name: 'regie-migrate' });
  client.on('error', (error) => logger?.warn('Lost the database while migrating', {}, error));
  await client.connect();
  try {
    await client.query(SESSION);
    // Held until the connection ends, so that it covers the queue's schema too.
    await takeMigrationTurn(client, { patience: timing.turn, logger });
    const applied = await applyPending(client, names, { databaseUrl, folder, timing, logger });
    await makeAuditParts(client, timing, logger);
    await migrateJobQueue(databaseUrl, timing, logger);
    if (applied.length > 0) logger?.info('Migrated the database', { applied: applied.join(', ') });
    return { applied };
  } finally {
    await client.end();
  }
}

async function applyPending(
  client: Client,
  names: readonly string[],
  {
    databaseUrl,
    folder,
    timing,
    logger,
  }: { databaseUrl: string; folder: string; timing: MigrationTiming; logger: Logger | undefined },
): Promise<string[]> {
  const applied: string[] = [];
  let current = '';
  const watch = watchLockWaits({
    databaseUrl,
    pid: await ownProcess(client),
    interval: timing.watch,
    onWait: (wait) => logger?.info('A migration waits for a lock', { migration: current, ...wait }),
  });
  try {
    for (const name of await pendingFiles(client, names)) {
      current = name;
      const start = performance.now();
      try {
        await applyMigration(name, { client, folder, timing, watch, logger });
      } catch (error) {
        throw failure(error, { name, applied, wait: watch.takeLatest() });
      }
      applied.push(name);
      const seconds = Math.round(performance.now() - start) / 1_000;
      logger?.info('Applied a migration', { migration: name, seconds });
    }
  } finally {
    await watch.stop();
  }
  return applied;
}

async function ownProcess(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

/** Lists what was applied, which operators need to know before the next run. */
function failure(
  cause: unknown,
  { name, applied, wait }: { name: string; applied: readonly string[]; wait: LockWait | undefined },
): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const holder =
    isLockFailure(cause) && wait !== undefined ? ` It waited for ${wait.lock}, held by ${wait.heldBy}.` : '';
  const before =
    applied.length === 0
      ? 'No file was applied before it.'
      : `Applied before it, and kept: ${applied.join(', ')}.`;
  return new Error(`The migration ${name} failed: ${reason}.${holder} ${before}`, { cause });
}
