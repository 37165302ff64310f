import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The SQL files beside this module, in `src` under tsx and in `dist` after the build copied them. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));

/** The table of applied migrations. */
export const MIGRATIONS_TABLE = 'schema_migration';

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/**
 * Names (without `.sql`) of the migrations in `folder`, in the order in which they apply.
 *
 * @throws Error when the folder cannot be read, a `.sql` file is misnamed or two files share a number.
 */
export async function listMigrations(folder: string): Promise<readonly string[]> {
  const sqlFiles = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = sqlFiles.filter((name) => !FILE_NAME.test(name));
  if (misnamed.length > 0) {
    throw new Error(`Migrations must be named like 0001_short_name.sql: ${misnamed.join(', ')}`);
  }
  const numbers = sqlFiles.map((name) => name.slice(0, 4));
  const repeated = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (repeated !== undefined) throw new Error(`Two migrations have the number ${repeated}`);
  return sqlFiles.map((name) => name.slice(0, -'.sql'.length));
}
