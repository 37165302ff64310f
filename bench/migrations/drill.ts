import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_RELEASE } from '../../scripts/migrations/first-release.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { MIGRATIONS_FOLDER } from '../../src/adapters/postgres/migration/migration-files.ts';
import type { MigrationTiming } from '../../src/adapters/postgres/migration/migration-timing.ts';
import { SetAsideIndexes } from '../../src/takeover/target/set-aside-indexes.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { fillTable } from '../data/fill-table.ts';
import { generatorFunctions, sizeOf } from '../data/generator-sql.ts';
import { drillFillings } from './drill-data.ts';
import { PeopleAtWork, type Wait } from './people-at-work.ts';

/** Migrates an empty database to the first release and fills it with so many people and their data. */
export async function installFirstRelease(databaseUrl: string, people: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-first-release-'));
  try {
    await copyFile(join(MIGRATIONS_FOLDER, `${FIRST_RELEASE}.sql`), join(folder, `${FIRST_RELEASE}.sql`));
    await migrate({ databaseUrl, folder });
  } finally {
    await rm(folder, { recursive: true });
  }
  const size = sizeOf(people);
  await withClient(databaseUrl, async (client) => {
    await client.query(`SET maintenance_work_mem = '256MB'; ${generatorFunctions(size)}`);
    const indexes = new SetAsideIndexes(client);
    for (const filling of drillFillings(size)) {
      await indexes.drop(filling.table);
      await fillTable(client, filling, () => undefined);
    }
    await indexes.rebuildAll();
    await client.query('VACUUM (ANALYZE)');
  });
}

export type Drill = Readonly<{
  applied: readonly string[];
  /** Duration of the migrations, in seconds. */
  lasted: number;
  /** Waits of people meanwhile, the longest first. */
  waits: readonly Wait[];
  failures: readonly string[];
  /** The migrations, with when each was applied, on the clock of `performance`. */
  moments: readonly Readonly<{ migration: string; at: number }>[];
  /** Lines of the migrations' log. */
  log: readonly string[];
}>;

/** Migrates a database with the files of a folder while people work in it. */
export async function migrateWhilePeopleWork(
  databaseUrl: string,
  { folder, timing }: { folder: string; timing?: Partial<MigrationTiming> },
): Promise<Drill> {
  const log: string[] = [];
  const moments: { migration: string; at: number }[] = [];
  const note = (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    log.push(`${message} ${JSON.stringify(fields)}`);
    if (message === 'Applied a migration')
      moments.push({ migration: String(fields['migration']), at: performance.now() });
  };
  const people = await PeopleAtWork.start(databaseUrl);
  const begun = performance.now();
  const outcome = await migrate({
    databaseUrl,
    logger: { info: note, warn: note, error: note },
    folder,
    ...(timing === undefined ? {} : { timing }),
  }).then(
    ({ applied }) => ({ applied }),
    (error: unknown) => ({ error }),
  );
  const lasted = (performance.now() - begun) / 1_000;
  const waits = await people.stop();
  if ('error' in outcome) throw outcome.error;
  return { applied: outcome.applied, lasted, waits, failures: people.failures, moments, log };
}

/** The results of a drill, line by line: the longest waits first. */
export function describeDrill(
  { applied, lasted, waits, failures, moments }: Drill,
  lines = 6,
): readonly string[] {
  const during = (begun: number) =>
    moments.find(({ at }) => at > begun)?.migration ?? 'what follows the migrations';
  const statements = waits.reduce((sum, { count }) => sum + count, 0);
  return [
    `${applied.length} migrations in ${lasted.toFixed(1)} s, beside ${statements} reads and writes, ${failures.length} failed`,
    ...waits
      .slice(0, lines)
      .map(
        ({ kind, table, count, typical, longest, longestBegun }) =>
          `${kind} ${table}: longest ${longest.toFixed(0)} ms (${during(longestBegun)}), typical ${typical.toFixed(1)} ms, of ${count}`,
      ),
  ];
}
