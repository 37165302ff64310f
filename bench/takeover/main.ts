/**
 * Generates a database of the reference and takes it over with the real command, in a process with a bounded heap; then
 * once more, which must change nothing. Arguments: `--users N` (1,000,000), `--heap MIB` (256). Its last lines are
 * figures.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { progressDisplay } from '../../src/infrastructure/command-line/output/progress-display.ts';
import { createPeopleTables } from '../../tests/support/people-database.ts';
import { openProgramDatabases, withClient } from '../../tests/support/program-databases.ts';
import { fillTable } from '../data/fill-table.ts';
import { generatorFunctions, type Size, sizeOf } from '../data/generator-sql.ts';
import { peopleFillings } from './people-data.ts';

const { values } = parseArgs({
  options: { users: { type: 'string', default: '1000000' }, heap: { type: 'string', default: '256' } },
});
const size = sizeOf(Number(values.users));
const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function generate(url: string, { users }: Size): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 1 });
  await createPeopleTables(pool);
  await pool.end();
  const display = progressDisplay(process.stderr, () => performance.now());
  return withClient(url, async (client) => {
    await client.query(generatorFunctions(size));
    let rows = 0;
    for (const filling of peopleFillings(size)) {
      await fillTable(client, filling, (done) =>
        display.show(`generating ${filling.table}`, done, filling.count),
      );
      const { rows: counted } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${filling.table}`,
      );
      rows += counted[0]?.count ?? 0;
    }
    display.stop();
    write(`${rows} rows of ${users} people are generated`);
    return rows;
  });
}

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const ARGUMENTS = [
  `--max-old-space-size=${values.heap}`,
  '--import=tsx',
  '--conditions=source',
  `--import=${pathToFileURL(join(import.meta.dirname, 'usage-program.ts')).href}`,
  join(PROJECT_FOLDER, 'src', 'infrastructure', 'main.ts'),
  'import-people',
];

type Run = Readonly<{ seconds: number; processorSeconds: number; peakMib: number; changed: number }>;

/** Runs the command to its end and passes its progress on; its report is counted, not shown. */
async function takeOver(from: string, to: string): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...ARGUMENTS, '--from', from], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, REGIE_ENV: 'dev', DATABASE_URL: to },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peakMib = Number.NaN;
  let processorSeconds = Number.NaN;
  let changed = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, peak, processor] = /^peak memory: (\d+) KiB, processor time: (\S+) s$/.exec(line) ?? [];
    if (peak === undefined) process.stderr.write(`${line}\n`);
    else [peakMib, processorSeconds] = [Number(peak) / 1024, Number(processor)];
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, inserted, updated, removed] = /: (\d+) new, (\d+) changed, (\d+) removed/.exec(line) ?? [];
    changed += Number(inserted ?? 0) + Number(updated ?? 0) + Number(removed ?? 0);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The takeover ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000, processorSeconds, peakMib, changed };
}

const tell = (name: string, rows: number, { seconds, processorSeconds, peakMib, changed }: Run): void =>
  write(
    `${name}: ${rows} rows in ${seconds.toFixed(0)} s (${processorSeconds.toFixed(0)} s of processor time beside the ` +
      `database's), ${(rows / seconds).toFixed(0)} rows/s, ` +
      `peak memory ${peakMib.toFixed(0)} MiB with a heap of ${values.heap}, ${changed} rows changed`,
  );

const databases = await openProgramDatabases();
try {
  write(`On ${databases.description}`);
  const [from, to] = [await databases.create('people'), await databases.create('regie')];
  await migrate({ databaseUrl: to });
  const rows = await generate(from, size);
  tell('first takeover', rows, await takeOver(from, to));
  const second = await takeOver(from, to);
  tell('second takeover', rows, second);
  if (second.changed > 0) throw new Error('The second takeover should have changed nothing');
} finally {
  await databases.close();
}
