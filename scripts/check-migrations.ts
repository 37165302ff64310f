/**
 * Refuses migrations that people at work would notice: every file after the first release, by the rules of their README;
 * and changes of released files.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listMigrations, MIGRATIONS_FOLDER } from '../src/adapters/postgres/migration/migration-files.ts';
import { findDangers } from './migrations/find-dangers.ts';
import { FIRST_RELEASE } from './migrations/first-release.ts';
import { findRewritten } from './migrations/released.ts';
import { RULES } from './migrations/rules.ts';

const names = await listMigrations(MIGRATIONS_FOLDER);
const files = await Promise.all(
  names.map(async (name) => ({ name, sql: await readFile(join(MIGRATIONS_FOLDER, `${name}.sql`), 'utf8') })),
);
const rewritten = findRewritten(
  files,
  await readFile(join(import.meta.dirname, '..', 'CHANGELOG.md'), 'utf8'),
);
for (const contradiction of rewritten) process.stderr.write(`${contradiction}\n`);
const later = files.filter(({ name }) => name > FIRST_RELEASE);
const dangers = await findDangers(later);
for (const { file, line, rule, statement } of dangers) {
  process.stderr.write(`${file}:${line}: ${statement}\n  ${rule}: ${RULES[rule]}\n`);
}
const isFine = rewritten.length === 0 && dangers.length === 0;
if (isFine) {
  process.stdout.write(
    `migrations: what was released is unchanged, ${later.length} files after it, 0 dangers\n`,
  );
}
process.exitCode = isFine ? 0 : 1;
