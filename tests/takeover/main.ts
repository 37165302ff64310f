/**
 * Takes over the state of the reference with the most rows in each file of recordings, compares every table and runs
 * again. Arguments: `--recordings DIR`. Fails when there are none.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { type RecordedTables, readRecordings } from '../conformance/recordings.ts';
import { createPeopleTables } from '../support/people-database.ts';
import { openProgramDatabases } from '../support/program-databases.ts';
import { checkTakeover } from './check-takeover.ts';

const DEFAULT_RECORDINGS = join(import.meta.dirname, '..', '..', '..', 'shared', 'contract', 'recordings');
const { values } = parseArgs({ options: { recordings: { type: 'string', default: DEFAULT_RECORDINGS } } });
const write = (line: string): void => void process.stdout.write(`${line}\n`);

const rowsIn = (tables: RecordedTables): number =>
  Object.values(tables).reduce((sum, rows) => sum + rows.length, 0);

/** Of each file, the state that has most rows. */
function statesOf(folder: string): ReadonlyMap<string, RecordedTables> {
  const states = new Map<string, RecordedTables>();
  for (const { area, before } of readRecordings(folder)) {
    const richest = states.get(area);
    if (!richest || rowsIn(before) > rowsIn(richest)) states.set(area, before);
  }
  return states;
}

const states = statesOf(resolve(values.recordings));
const databases = await openProgramDatabases();
const pools: Pool[] = [];
const open = async (name: string) => {
  const url = await databases.create(name);
  const pool = new Pool({ connectionString: url, max: 2 });
  pools.push(pool);
  return { url, pool };
};
try {
  const [reference, ours] = [await open('people'), await open('regie')];
  await createPeopleTables(reference.pool);
  await migrate({ databaseUrl: ours.url });
  let failed = 0;
  for (const [area, tables] of states) {
    const { complaints, rows } = await checkTakeover(reference, ours, tables);
    write(`${area}: ${rows} rows, ${complaints.length === 0 ? 'equal' : complaints.join('\n  ')}`);
    failed += complaints.length === 0 ? 0 : 1;
  }
  write(`takeover: ${states.size - failed} states equal, ${failed} different`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  for (const pool of pools) await pool.end();
  await databases.close();
}
