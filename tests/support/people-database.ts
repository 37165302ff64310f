import type { Pool } from 'pg';
import {
  SOURCE_TABLES,
  type SourceTable,
  type SourceTableName,
} from '../../src/takeover/mapping/source-tables.ts';
import { type Kind, kindOf } from '../../src/takeover/mapping/table-shape.ts';

/** Rows of the reference as its recordings write them: JSON values by column. */
export type PeopleTables = Readonly<
  Partial<Record<SourceTableName, readonly Readonly<Record<string, unknown>>[]>>
>;

const TYPE: Readonly<Record<Kind, string>> = {
  uuid: 'uuid',
  text: 'character varying',
  boolean: 'boolean',
  integer: 'integer',
  timestamp: 'timestamp with time zone',
  json: 'jsonb',
  'text[]': 'character varying(256)[]',
  bytes: 'bytea',
  secret: 'character varying',
};

/**
 * Creates the reference's tables that are taken over, without their constraints, so that broken rows can be stored too.
 */
export async function createPeopleTables(pool: Pool): Promise<void> {
  for (const [name, { columns }] of Object.entries(SOURCE_TABLES) as [SourceTableName, SourceTable][]) {
    const list = Object.entries(columns).map(([column, type]) => `${column} ${TYPE[kindOf(type)]}`);
    await pool.query(`CREATE TABLE ${name} (${list.join(', ')})`);
  }
}

/** Replaces the rows of every table. */
export async function fillPeopleTables(pool: Pool, tables: PeopleTables): Promise<void> {
  const names = Object.keys(SOURCE_TABLES) as SourceTableName[];
  await pool.query(names.map((name) => `DELETE FROM ${name};`).join(''));
  for (const name of names) {
    if (!tables[name]?.length) continue;
    await pool.query(`INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1::json)`, [
      JSON.stringify(tables[name]),
    ]);
  }
}
