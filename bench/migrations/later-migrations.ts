import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_RELEASE } from '../../scripts/migrations/first-release.ts';
import { listMigrations, MIGRATIONS_FOLDER } from '../../src/adapters/postgres/migration/migration-files.ts';

/** A file of each safe kind, applied after all others, as the README of the migrations recommends. */
export const EXAMPLES_FOLDER = join(import.meta.dirname, 'examples');

/** A folder with copies of migrations, and the names of those that run while people work. */
export type LaterMigrations = Readonly<{
  folder: string;
  later: readonly string[];
  /** Adds a file. */
  write(name: string, sql: string): Promise<void>;
  remove(): Promise<void>;
}>;

/** Copies all migrations to a folder, and the examples after them. */
export async function openLaterMigrations(): Promise<LaterMigrations> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-later-migrations-'));
  const later: string[] = [];
  for (const source of [MIGRATIONS_FOLDER, EXAMPLES_FOLDER]) {
    for (const name of await listMigrations(source)) {
      await copyFile(join(source, `${name}.sql`), join(folder, `${name}.sql`));
      if (name > FIRST_RELEASE) later.push(name);
    }
  }
  return {
    folder,
    later,
    write: (name, sql) => writeFile(join(folder, `${name}.sql`), sql),
    remove: () => rm(folder, { recursive: true }),
  };
}
