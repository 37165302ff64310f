import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kind, kindOf } from '../../src/takeover/mapping/table-shape.ts';
import {
  TARGET_TABLE_NAMES,
  TARGET_TABLES,
  type TargetTableName,
} from '../../src/takeover/mapping/target-tables.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let ours: TestDatabase;
beforeAll(async () => {
  ours = await openTestDatabase();
});
afterAll(() => ours.close());

const TYPES: Readonly<Record<Kind, string>> = {
  uuid: 'uuid',
  text: 'text',
  boolean: 'boolean',
  integer: 'integer',
  timestamp: 'timestamp with time zone',
  json: 'json',
  'text[]': 'text[]',
  bytes: 'bytea',
  secret: 'bytea',
};

const ORDER = ['table', 'column', 'type', 'isOptional'];

it('declares the columns that are filled as the database has them, and fills all that must be', async () => {
  const { rows } = await ours.pool.query<{ table: TargetTableName; column: string; mustBeFilled: boolean }>(
    `SELECT a.attrelid::regclass::text AS "table", a.attname AS column,
            replace(format_type(a.atttypid, NULL), 'jsonb', 'json') AS type,
            NOT a.attnotnull AS "isOptional", a.attnotnull AND NOT a.atthasdef AS "mustBeFilled"
       FROM pg_attribute a WHERE a.attrelid = ANY ($1::regclass[]) AND a.attnum > 0`,
    [TARGET_TABLE_NAMES],
  );
  const wanted = rows
    .filter(({ table, column, mustBeFilled }) => mustBeFilled || column in TARGET_TABLES[table].columns)
    .map(({ mustBeFilled: _, ...column }) => column);
  const declared = TARGET_TABLE_NAMES.flatMap((table) =>
    Object.entries(TARGET_TABLES[table].columns).map(([column, type]) => ({
      table,
      column,
      type: TYPES[kindOf(type)],
      isOptional: type.endsWith('?'),
    })),
  );
  const spelled = (columns: readonly object[]) =>
    columns.map((column) => JSON.stringify(column, ORDER)).sort();
  expect(spelled(declared)).toEqual(spelled(wanted));
});

it('knows what tells the rows of each table apart', async () => {
  const { rows } = await ours.pool.query<{ name: TargetTableName; key: readonly string[] }>(
    `SELECT c.conrelid::regclass::text AS name,
            array_agg(a.attname::text ORDER BY array_position(c.conkey, a.attnum)) AS key
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'p' AND c.conrelid = ANY ($1::regclass[]) GROUP BY c.conrelid`,
    [TARGET_TABLE_NAMES],
  );
  expect(Object.fromEntries(rows.map(({ name, key }) => [name, key]))).toEqual(
    Object.fromEntries(TARGET_TABLE_NAMES.map((name) => [name, TARGET_TABLES[name].key])),
  );
});

it('knows what each table refers to', async () => {
  const { rows } = await ours.pool.query<{ name: TargetTableName; column: string; parent: string }>(
    `SELECT c.conrelid::regclass::text AS name, a.attname AS column, c.confrelid::regclass::text AS parent
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.confrelid <> c.conrelid AND c.conrelid = ANY ($1::regclass[])`,
    [TARGET_TABLE_NAMES],
  );
  const known = TARGET_TABLE_NAMES.flatMap((name) =>
    Object.entries(TARGET_TABLES[name].parents).map(([column, parent]) => ({ name, column, parent })),
  );
  const filled = rows.filter(({ name, column }) => column in TARGET_TABLES[name].columns);
  expect(known).toHaveLength(filled.length);
  expect(known).toEqual(expect.arrayContaining(filled));
});

it('knows what columns that came later were at first', async () => {
  const added = TARGET_TABLE_NAMES.flatMap((table) =>
    Object.entries(TARGET_TABLES[table].added).map(([column, first]) => ({ table, column, first })),
  );
  expect(added).not.toEqual([]);
  for (const { table, column, first } of added) {
    const { rows } = await ours.pool.query<{ isSame: boolean }>(
      `SELECT coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL') = (SELECT CASE WHEN $3 LIKE '''%' THEN $3 || '::text' ELSE $3 END) AS "isSame"
         FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = $1::regclass AND a.attname = $2`,
      [table, column, first],
    );
    expect({ table, column, isSame: rows[0]?.isSame }).toEqual({ table, column, isSame: true });
  }
});
