import type { Pool } from 'pg';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeImportPeople, type TakeoverReport } from '../../src/takeover/import/import-people.ts';
import { kindOf, type Row } from '../../src/takeover/mapping/table-shape.ts';
import {
  TARGET_TABLE_NAMES,
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../src/takeover/mapping/target-tables.ts';
import { PgPeopleSource } from '../../src/takeover/source/pg-people-source.ts';
import { PgTakeoverTarget } from '../../src/takeover/target/pg-takeover-target.ts';
import { openRow } from '../../src/takeover/target/sealed-rows.ts';
import { TABLE_STATEMENTS } from '../../src/takeover/target/table-statements.ts';
import { takeOver } from '../conformance/recorded-state.ts';
import { fillPeopleTables, type PeopleTables } from '../support/people-database.ts';

type Database = Readonly<{ url: string; pool: Pool }>;

const secretBox = new SecretBox('a secret key that only tests use');

/** JSON as a value, and every row with its columns in one order: two texts are equal when the rows are. */
function spell(row: Row, { columns }: TargetTable): string {
  const values = Object.entries(columns).map(([name, type]) => {
    const value = row[name] ?? null;
    return kindOf(type) === 'json' && value !== null ? sorted(JSON.parse(String(value))) : value;
  });
  return JSON.stringify(values);
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;

async function stored(pool: Pool, table: TargetTableName): Promise<readonly string[]> {
  const { rows } = await pool.query<Record<string, never>>(TABLE_STATEMENTS[table].selectAll);
  const shape: TargetTable = TARGET_TABLES[table];
  return rows.map((row) => spell(openRow(row, shape, secretBox), shape)).sort();
}

const changes = ({ tables }: TakeoverReport): number =>
  tables.reduce((sum, { inserted, updated, removed }) => sum + inserted + updated + removed, 0);

const moved = ({ read }: TakeoverReport): number =>
  Object.values(read).reduce((sum, count) => sum + count, 0);

/**
 * Takes over one state of the reference: a dry run must keep nothing, a run must leave in every table what the mapping
 * makes of the rows, and another run must change nothing.
 *
 * @returns the problems, if any, and the number of rows read
 */
export async function checkTakeover(
  reference: Database,
  ours: Database,
  tables: PeopleTables,
): Promise<{ complaints: readonly string[]; rows: number }> {
  await fillPeopleTables(reference.pool, tables);
  // A few rows are deleted in less time than files are truncated; those that refer to others first.
  await ours.pool.query(
    ['taken_over_row', ...[...TARGET_TABLE_NAMES].reverse()].map((table) => `DELETE FROM ${table};`).join(''),
  );
  const importPeople = makeImportPeople({
    source: new PgPeopleSource({ url: reference.url, batchSize: 3 }),
    target: new PgTakeoverTarget({ databaseUrl: ours.url, secretBox }),
    digest: sha256,
    claimProfile: 'proconnect',
    onProgress: () => undefined,
    onFindings: async () => undefined,
  });
  const complaints: string[] = [];
  await importPeople({ dryRun: true });
  for (const table of TARGET_TABLE_NAMES) {
    if ((await stored(ours.pool, table)).length > 0) complaints.push(`the dry run left rows in ${table}`);
  }
  const report = await importPeople({ dryRun: false });
  const expected = takeOver(tables);
  for (const table of TARGET_TABLE_NAMES) {
    const wanted = (expected[table] ?? []).map((row) => spell(row, TARGET_TABLES[table])).sort();
    const found = await stored(ours.pool, table);
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      complaints.push(`${table} holds ${found.join(' ')} instead of ${wanted.join(' ')}`);
    }
  }
  const again = changes(await importPeople({ dryRun: false }));
  if (again > 0) complaints.push(`the second run changed ${again} rows`);
  return { complaints, rows: moved(report) };
}
