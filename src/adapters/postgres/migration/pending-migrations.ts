import { type ClientBase, Pool } from 'pg';
import { ensureSameHistory } from './diverged-migrations.ts';
import { listMigrations, MIGRATIONS_FOLDER, MIGRATIONS_TABLE } from './migration-files.ts';

type Options = {
  /** Where the SQL files are; by default those shipped with the application. */
  readonly folder?: string;
} & ({ readonly databaseUrl: string } | { readonly pool: Pool });

/** Name of the job queue's schema, which has no file of ours. */
export const JOB_QUEUE = 'graphile_worker';

/**
 * What `migrate` would still apply: names of files in order, then `graphile_worker` when the job queue was
 * never installed. Changes nothing. A database ahead of this release has nothing pending.
 *
 * @throws DivergedMigrationsError when the database was migrated by other files.
 */
export async function pendingMigrations(options: Options): Promise<readonly string[]> {
  const names = await listMigrations(options.folder ?? MIGRATIONS_FOLDER);
  if ('pool' in options) return findEverything(options.pool, names);
  const pool = new Pool({ connectionString: options.databaseUrl, max: 1, connectionTimeoutMillis: 10_000 });
  // A lost connection also rejects the statement on it.
  pool.on('error', () => undefined);
  try {
    return await findEverything(pool, names);
  } finally {
    await pool.end();
  }
}

async function findEverything(pool: Pool, names: readonly string[]): Promise<readonly string[]> {
  const { files, isQueueMissing } = await findPending(pool, names);
  return isQueueMissing ? [...files, JOB_QUEUE] : files;
}

/**
 * Those of `names` that the database does not have yet, in order. A file without transaction counts as applied once its
 * last statement has succeeded.
 *
 * @throws DivergedMigrationsError when the database was migrated by other files.
 */
export async function pendingFiles(
  db: Pool | ClientBase,
  names: readonly string[],
): Promise<readonly string[]> {
  const { files } = await findPending(db, names);
  return files;
}

async function findPending(db: Pool | ClientBase, names: readonly string[]) {
  const { rows } = await db.query<{ recorded: boolean; queue: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS recorded, to_regclass($2) IS NOT NULL AS queue`,
    [`public.${MIGRATIONS_TABLE}`, `${JOB_QUEUE}.migrations`],
  );
  const applied = rows[0]?.recorded ? await findApplied(db) : [];
  ensureSameHistory(applied, names);
  return { files: names.slice(applied.length), isQueueMissing: rows[0]?.queue !== true };
}

async function findApplied(db: Pool | ClientBase): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(`SELECT name FROM public.${MIGRATIONS_TABLE}`);
  return rows.map(({ name }) => name);
}
