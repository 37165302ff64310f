import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDrill, installFirstRelease, migrateWhilePeopleWork } from '../../bench/migrations/drill.ts';
import { type LaterMigrations, openLaterMigrations } from '../../bench/migrations/later-migrations.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { pendingMigrations } from '../../src/adapters/postgres/migration/pending-migrations.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PEOPLE = 20_000;
/** How long a read or a write may wait, in milliseconds. */
const BOUND_MS = 2_000;

/** Everything that a migration can make, in words. */
const SCHEMA = `
  SELECT 'column ' || format('%s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
      (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum)) AS thing
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid
    FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || p.oid::regprocedure || md5(prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''))
    FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
  ORDER BY 1`;
const schemaOf = async (pool: Pool) =>
  (await pool.query<{ thing: string }>(SCHEMA)).rows.map(({ thing }) => thing);

describe('migrations while people read and write', () => {
  let database: TestDatabase;
  let migrations: LaterMigrations;
  beforeAll(async () => {
    migrations = await openLaterMigrations();
    database = await openTestDatabase({ migrated: false });
    await installFirstRelease(database.url, PEOPLE);
  });
  afterAll(async () => {
    await migrations?.remove();
    await database?.close();
  });

  it('are all applied, with short waits, even behind a long report', async () => {
    const { folder, later } = migrations;
    expect(later.length).toBeGreaterThan(8);
    // Others queue behind an attempt for as long as it may last, which leaves the rest of the bound to a slow machine.
    const drill = await migrateWhilePeopleWork(database.url, { folder, timing: { lockTimeout: 700 } });
    for (const line of describeDrill(drill)) process.stdout.write(`${line}\n`);
    expect(drill.applied).toEqual(later);
    expect(drill.failures).toEqual([]);
    expect(drill.waits.filter(({ longest }) => longest > BOUND_MS)).toEqual([]);
    // Everybody was at work all the time: the instrument has seen each table read and written.
    const tables = new Set(drill.waits.map(({ table }) => table));
    expect(tables.size).toBeGreaterThan(30);
    for (const { count } of drill.waits) expect(count).toBeGreaterThan(5);
    expect(await pendingMigrations({ pool: database.pool, folder })).toEqual([]);
  });

  it('leave what an empty database gets, every row of before and of meanwhile included', async () => {
    const empty = await openTestDatabase({ migrated: false });
    try {
      await migrate({ databaseUrl: empty.url, folder: migrations.folder });
      expect(await schemaOf(database.pool)).toEqual(await schemaOf(empty.pool));
    } finally {
      await empty.close();
    }
    const { rows } = await database.pool.query<{ boxes: number; unfilled: number }>(
      `SELECT count(*)::int AS boxes, count(*) FILTER (WHERE display_name IS DISTINCT FROM
         btrim(first_name || ' ' || last_name))::int AS unfilled FROM mailbox`,
    );
    expect(rows[0]?.boxes).toBeGreaterThan(PEOPLE * 0.3);
    expect(rows[0]?.unfilled).toBe(0);
  });

  it('would not pass the drill if one kept a table locked', async () => {
    await migrations.write(
      '9999_locking',
      `ALTER TABLE team ADD COLUMN colour text; SELECT pg_sleep(${(BOUND_MS + 500) / 1_000});`,
    );
    const drill = await migrateWhilePeopleWork(database.url, migrations);
    expect(drill.applied).toEqual(['9999_locking']);
    const tooLong = drill.waits.filter(({ longest }) => longest > BOUND_MS);
    expect(tooLong.map(({ kind, table }) => `${kind} ${table}`)).toEqual(
      expect.arrayContaining(['read team', 'write team']),
    );
  });
});
