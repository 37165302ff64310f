import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { defineTable } from '../../src/adapters/postgres/engine/define-table.ts';
import { TABLE_RULES } from '../../src/adapters/storage/all-table-rules.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Declared = Pick<ReturnType<ReturnType<typeof defineTable>>, 'rules' | 'columnTypes'>;

/** Foreign keys of tables that hold parts of an entity, which the memory storage keeps in the entity itself, or of none. */
const WITHOUT_ENTITY = [
  'organization_registration_id.organization_id -> organization cascade',
  'organization_domain.organization_id -> organization cascade',
  'request_count.user_id -> user_account cascade',
  'session.user_id -> user_account cascade',
];
/** Unique indexes of tables whose entity is compared by a value of its own. */
const WITHOUT_MEMBERS = [
  'account_service_key_hash_key',
  'account_service_previous_key_hash_key',
  'organization_registration_id_position_key',
  'organization_domain_position_key',
];

/** Columns that are no member, which the statement that inserts a row adds to those declared. */
const ADDED = ['mail_drift_line.run_started_at'];

const folder = new URL('../../src/adapters/postgres/', import.meta.url);
const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'columnTypes' in value;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('-table.ts') && !file.startsWith('engine'),
);
const declared = (
  await Promise.all(files.map(async (file) => Object.values(await import(new URL(file, folder).href))))
)
  .flat()
  .filter(isDeclared);

/** Rules without the type of their rows. */
type Rules = Readonly<{
  table: string;
  unique?: readonly Readonly<{ name: string; members: readonly string[]; isSame?: unknown }>[];
  references?: readonly (readonly [member: string, table: string, onDelete: string])[];
}>;

const rules: readonly Rules[] = Object.values(TABLE_RULES);
const snake = (member: string) => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function strings(statement: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>(statement);
  return rows.map(({ text }) => text).sort();
}

it('declares each table in one place', () => {
  const tables = declared.map((table) => table.rules.table);
  expect(tables).not.toEqual([]);
  expect(new Set(tables).size).toBe(tables.length);
  for (const [name, { table }] of Object.entries(TABLE_RULES)) expect(table).toBe(name);
});

describe.each(declared.map((table) => [table.rules.table, table] as const))('%s', (name, table) => {
  it('has each declared column, of the declared type', async () => {
    const stored = await strings(
      `SELECT a.attname || ' ' || replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz') AS text
         FROM pg_attribute a WHERE a.attrelid = '${name}'::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    );
    expect(stored).toEqual(
      expect.arrayContaining(Object.entries(table.columnTypes).map((pair) => pair.join(' '))),
    );
  });

  it('requires nothing that is not declared', async () => {
    const required = await strings(
      `SELECT a.attname AS text FROM pg_attribute a
        WHERE a.attrelid = '${name}'::regclass AND a.attnum > 0 AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''`,
    );
    const told = required.filter((column) => !ADDED.includes(`${name}.${column}`));
    expect(Object.keys(table.columnTypes)).toEqual(expect.arrayContaining(told));
  });
});

it('declares what rows refer to, and what becomes of them, as the database has it', async () => {
  const stored = await strings(
    `SELECT c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass || ' '
            || CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'restrict' END AS text
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
  );
  const told = rules.flatMap(({ table, references = [] }) =>
    references.map(([member, target, onDelete]) => `${table}.${snake(member)} -> ${target} ${onDelete}`),
  );
  expect([...told, ...WITHOUT_ENTITY].sort()).toEqual(stored);
});

it('declares what may not be there twice as the database has it', async () => {
  const stored = await strings(
    `SELECT i.indexrelid::regclass::text AS text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace`,
  );
  const told = rules.flatMap(({ unique = [] }) => unique.map(({ name }) => name));
  expect([...told, ...WITHOUT_MEMBERS].sort()).toEqual(stored);
});

it('compares the members that an index is made of', async () => {
  for (const { table, unique = [] } of rules) {
    for (const { name, members, isSame } of unique) {
      const columns = members.map(snake);
      const [definition = ''] = await strings(`SELECT pg_get_indexdef('${name}'::regclass) AS text`);
      const [, on, list = ''] =
        /ON public\.(\w+) USING btree \((.*?)\)(?: WHERE .*)?$/.exec(definition) ?? [];
      expect(on).toBe(table);
      if (isSame === undefined) expect(list.split(', ')).toEqual(columns);
      else expect(list.match(/\b[a-z_]+\b/g)).toEqual(expect.arrayContaining(columns));
    }
  }
});
