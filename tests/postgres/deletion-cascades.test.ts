import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DELETIONS } from '../contracts/deletions.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** A column that PostgreSQL empties, or whose row it removes, with the row that it names. */
type Reference = Readonly<{ table: string; column: string; named: string; key: string; cascades: boolean }>;

/** Tables whose rows the application never removes. */
const NEVER_REMOVED = ['service_provider', 'user_account'];

/** Written outside transactions: the contract of the OpenID records looks at what becomes of them. */
const IN_ANOTHER_CONTRACT = ['openid_record'];

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function readReferences(): Promise<readonly Reference[]> {
  const { rows } = await database.pool.query<Reference>(
    `SELECT c.conrelid::regclass::text AS table, of.attname AS column, c.confrelid::regclass::text AS named,
            key.attname AS key, c.confdeltype = 'c' AS cascades
       FROM pg_constraint c
       JOIN pg_attribute of ON of.attrelid = c.conrelid AND of.attnum = c.conkey[1]
       JOIN pg_attribute key ON key.attrelid = c.confrelid AND key.attnum = c.confkey[1]
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.confdeltype IN ('c', 'n', 'd')
      ORDER BY 1, 2`,
  );
  return rows.filter(({ table }) => !IN_ANOTHER_CONTRACT.includes(table));
}

/** The columns, at any depth, that name one of these rows of a table and of which there is no row. */
async function unseeded(table: string, where: string, id: string): Promise<readonly string[]> {
  const missing: string[] = [];
  const references = await readReferences();
  for (const { column, key, cascades, ...reference } of references.filter(({ named }) => named === table)) {
    const naming = `${column} IN (SELECT ${key} FROM ${table} WHERE ${where})`;
    const found = await database.pool.query(`SELECT FROM ${reference.table} WHERE ${naming} LIMIT 1`, [id]);
    if (found.rowCount === 0) missing.push(`${reference.table}.${column}`);
    else if (cascades && reference.table !== table) {
      missing.push(...(await unseeded(reference.table, naming, id)));
    }
  }
  return missing;
}

it.each(Object.entries(DELETIONS))(
  'the contract of removing a row of %s stores a row of each table that PostgreSQL removes or empties with it',
  async (table, { arrange }) => {
    const { unitOfWork } = postgresStorageOn(database.pool);
    const { id } = await unitOfWork.run(arrange);
    expect((await readReferences()).filter(({ named }) => named === table)).not.toEqual([]);
    expect(await unseeded(table, 'id = $1', id)).toEqual([]);
  },
);

it('finds a table that is added without being stored by the contract', async () => {
  const { unitOfWork } = postgresStorageOn(database.pool);
  const { id } = await unitOfWork.run(DELETIONS.mail_domain.arrange);
  await database.pool.query(
    `CREATE TABLE late (id uuid PRIMARY KEY, mailbox_id uuid REFERENCES mailbox ON DELETE CASCADE);
     CREATE TABLE later (late_id uuid REFERENCES late ON DELETE SET NULL)`,
  );
  expect(await unseeded('mail_domain', 'id = $1', id)).toEqual(['late.mailbox_id']);
  await database.pool.query(
    `INSERT INTO late SELECT gen_random_uuid(), id FROM mailbox WHERE mail_domain_id = '${id}'`,
  );
  expect(await unseeded('mail_domain', 'id = $1', id)).toEqual(['later.late_id']);
  await database.pool.query('DROP TABLE later, late');
});

it('there is a contract for each removal with which PostgreSQL removes or empties other rows', async () => {
  const reached = new Set((await readReferences()).map(({ named }) => named));
  for (const table of [...Object.keys(DELETIONS), ...NEVER_REMOVED]) reached.delete(table);
  expect([...reached]).toEqual([]);
});

it('the application removes no row of a table of which it is said that none is', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'src');
  const names = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const removing = (table: string) => {
    const declaration = new RegExp(`export const (\\w+) = define\\w+<[^=]*?TABLE_RULES\\.${table}\\b`);
    const [, declared = 'NOTHING'] = declaration.exec(sources.join('\n')) ?? [];
    const removal = new RegExp(`DELETE FROM ${table}\\b|\\b${declared}\\.delete\\(`);
    return names.filter((_, index) => removal.test(sources[index] ?? ''));
  };
  expect(removing('mail_domain')).not.toEqual([]);
  expect(removing('organization')).not.toEqual([]);
  expect(NEVER_REMOVED.flatMap(removing)).toEqual([]);
});
