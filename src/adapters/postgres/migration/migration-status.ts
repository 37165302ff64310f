import type { Pool } from 'pg';
import { ensureSameHistory } from './diverged-migrations.ts';
import { listMigrations, MIGRATIONS_FOLDER, MIGRATIONS_TABLE } from './migration-files.ts';
import { JOB_QUEUE } from './pending-migrations.ts';

export type MigrationState = Readonly<{
  name: string;
  /** `unknown`: the database has it, this release does not, which is older then. */
  state: 'applied' | 'pending' | 'unknown';
  /** When it was applied; of the job queue's own schema that is not told. */
  appliedAt: Date | null;
}>;

/**
 * Every migration of this release and of the database, in order; the job queue's own schema is the last. Changes nothing.
 *
 * @param folder where the SQL files are; by default those shipped with the application
 * @throws DivergedMigrationsError when the database was migrated by other files
 */
export async function migrationStatus(
  pool: Pool,
  folder = MIGRATIONS_FOLDER,
): Promise<readonly MigrationState[]> {
  const names = await listMigrations(folder);
  const { rows: found } = await pool.query<{ recorded: boolean; queue: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS recorded, to_regclass($2) IS NOT NULL AS queue`,
    [`public.${MIGRATIONS_TABLE}`, `${JOB_QUEUE}.migrations`],
  );
  const { rows: applied } = found[0]?.recorded
    ? await pool.query<{ name: string; run_on: Date }>(
        `SELECT name, run_on FROM public.${MIGRATIONS_TABLE} ORDER BY name`,
      )
    : { rows: [] };
  ensureSameHistory(
    applied.map(({ name }) => name),
    names,
  );
  return [
    ...applied.map(({ name, run_on: appliedAt }) => ({
      name,
      state: names.includes(name) ? ('applied' as const) : ('unknown' as const),
      appliedAt,
    })),
    ...names.slice(applied.length).map((name) => ({ name, state: 'pending' as const, appliedAt: null })),
    { name: JOB_QUEUE, state: found[0]?.queue ? 'applied' : 'pending', appliedAt: null },
  ];
}
