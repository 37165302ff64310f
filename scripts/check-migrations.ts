/** Refuses migrations that people would notice: every file after the first release, by the rules of their README. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listMigrations, MIGRATIONS_FOLDER } from '../src/adapters/postgres/migration/migration-files.ts';
import { findDangers } from './migrations/find-dangers.ts';
import { FIRST_RELEASE } from './migrations/first-release.ts';
import { RULES } from './migrations/rules.ts';

const names = await listMigrations(MIGRATIONS_FOLDER);
if (!names.includes(FIRST_RELEASE)) throw new Error(`There is no migration ${FIRST_RELEASE}`);
const later = names.filter((name) => name > FIRST_RELEASE);
const files = await Promise.all(
  later.map(async (name) => ({ name, sql: await readFile(join(MIGRATIONS_FOLDER, `${name}.sql`), 'utf8') })),
);
const dangers = await findDangers(files);
for (const { file, line, rule, statement } of dangers) {
  process.stderr.write(`${file}:${line}: ${statement}\n  ${rule}: ${RULES[rule]}\n`);
}
if (dangers.length === 0)
  process.stdout.write(`migrations: ${later.length} files after ${FIRST_RELEASE}, 0 dangers\n`);
process.exitCode = dangers.length === 0 ? 0 : 1;
