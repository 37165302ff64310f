import { Pool } from 'pg';
import { MIGRATIONS_TABLE } from './migrate.ts';
import { listMigrations, MIGRATIONS_FOLDER } from './migration-files.ts';

type Options = {
  /** Where the SQL files are; by default those shipped with the application. */
  readonly folder?: string;
} & ({ readonly databaseUrl: string } | { readonly pool: Pool });

/** Stands for the job queue's schema, which has no file of ours. */
const JOB_QUEUE = 'graphile_worker';

/**
 * What `migrate` would still apply: names of files in order, then `graphile_worker` when the job queue was
 * never installed. Changes nothing. A database ahead of this release has nothing pending.
 */
export async function pendingMigrations(options: Options): Promise<readonly string[]> {
  const names = await listMigrations(options.folder ?? MIGRATIONS_FOLDER);
  if ('pool' in options) return findPending(options.pool, names);
  const pool = new Pool({ connectionString: options.databaseUrl, max: 1 });
  try {
    return await findPending(pool, names);
  } finally {
    await pool.end();
  }
}

async function findPending(pool: Pool, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ recorded: boolean; queue: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS recorded, to_regclass($2) IS NOT NULL AS queue`,
    [`public.${MIGRATIONS_TABLE}`, `${JOB_QUEUE}.migrations`],
  );
  const applied = rows[0]?.recorded ? await findApplied(pool) : new Set<string>();
  const files = names.filter((name) => !applied.has(name));
  return rows[0]?.queue ? files : [...files, JOB_QUEUE];
}

async function findApplied(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>(`SELECT name FROM public.${MIGRATIONS_TABLE}`);
  return new Set(rows.map(({ name }) => name));
}
