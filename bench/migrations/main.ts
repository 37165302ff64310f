/**
 * Fills a database of the first release with people, then applies all later migrations, and one of each safe kind
 * (`examples`), while others read and write every table and long reports run. Prints the longest waits, and fails when
 * one exceeded `--bound` (2,000 ms) or a statement failed. Arguments: `--people N` (1,000,000), `--bound MS`.
 */
import { parseArgs } from 'node:util';
import { openProgramDatabases } from '../../tests/support/program-databases.ts';
import { describeDrill, installFirstRelease, migrateWhilePeopleWork } from './drill.ts';
import { openLaterMigrations } from './later-migrations.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    bound: { type: 'string', default: '2000' },
  },
});
const bound = Number(values.bound);
const write = (line: string): void => void process.stdout.write(`${line}\n`);

const databases = await openProgramDatabases();
const migrations = await openLaterMigrations();
try {
  write(`On ${databases.description}`);
  const url = await databases.create('drill');
  const begun = performance.now();
  await installFirstRelease(url, Number(values.people));
  write(`${values.people} people filled in, in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  const drill = await migrateWhilePeopleWork(url, migrations);
  for (const line of [...drill.log, ...describeDrill(drill, 20)]) write(line);
  for (const failure of new Set(drill.failures)) write(`failed: ${failure}`);
  const tooLong = drill.waits.filter(({ longest }) => longest > bound);
  if (tooLong.length > 0)
    throw new Error(`${tooLong.length} kinds of statement waited longer than ${bound} ms`);
  if (drill.failures.length > 0) throw new Error(`${drill.failures.length} statements failed`);
  write(`nobody waited longer than ${bound} ms`);
} finally {
  await migrations.remove();
  await databases.close();
}
