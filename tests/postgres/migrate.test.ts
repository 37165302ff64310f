import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DivergedMigrationsError } from '../../src/adapters/postgres/migration/diverged-migrations.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { pendingMigrations } from '../../src/adapters/postgres/migration/pending-migrations.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('migrate', () => {
  let database: TestDatabase;
  let folder: string;
  const file = (name: string, sql: string) => writeFile(join(folder, name), sql);
  const run = () => migrate({ databaseUrl: database.url, folder });
  const pending = () => pendingMigrations({ databaseUrl: database.url, folder });
  const tables = async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  beforeEach(async () => {
    database = await openTestDatabase({ migrated: false });
    folder = await mkdtemp(join(tmpdir(), 'regie-migrations-'));
    await file('README.md', 'Not SQL at all.');
    await file('0001_fruit.sql', 'CREATE TABLE fruit (name text CONSTRAINT fruit_pkey PRIMARY KEY);\n');
    await file(
      '0002_pear.sql',
      `-- The first one; it's sweet.\nINSERT INTO fruit VALUES ('pear; {name}');\n`,
    );
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('applies the files in order, once, and installs the job queue', async () => {
    expect(await pending()).toEqual(['0001_fruit', '0002_pear', 'graphile_worker']);
    expect(await run()).toEqual({ applied: ['0001_fruit', '0002_pear'] });
    expect(await pending()).toEqual([]);
    expect(await pendingMigrations({ pool: database.pool, folder })).toEqual([]);
    expect(await run()).toEqual({ applied: [] });
    const { rows } = await database.pool.query('SELECT name FROM fruit');
    expect(rows).toEqual([{ name: 'pear; {name}' }]);
    const job = await database.pool.query(`SELECT attempts FROM graphile_worker.add_job('x')`);
    expect(job.rows).toEqual([{ attempts: 0 }]);
  });

  it('applies only what is new', async () => {
    await run();
    await file('0003_apple.sql', `INSERT INTO fruit VALUES ('apple')`);
    expect(await pending()).toEqual(['0003_apple']);
    expect(await run()).toEqual({ applied: ['0003_apple'] });
  });

  it('lets processes that start together apply each file once', async () => {
    await file('0003_slow.sql', `SELECT pg_sleep(0.2); INSERT INTO fruit VALUES ('apple')`);
    const results = await Promise.all([run(), run(), run(), run()]);
    const everything = ['0001_fruit', '0002_pear', '0003_slow'];
    expect(results.flatMap(({ applied }) => applied)).toEqual(everything);
    expect(await pending()).toEqual([]);
  });

  it('keeps nothing of a file that fails, keeps those before it, and can run again', async () => {
    await file('0003_broken.sql', 'CREATE TABLE stone (x int); CREATE TABLE fruit (x int);');
    await file('0004_never.sql', 'CREATE TABLE never (x int)');
    const refusal = await run().then(
      () => 'none',
      (error: Error) => error.message,
    );
    expect(refusal).toContain('The migration 0003_broken failed: relation "fruit" already exists');
    expect(refusal).toContain('Applied before it, and kept: 0001_fruit, 0002_pear.');
    expect(await tables()).toEqual(['fruit', 'schema_migration']);
    expect(await pending()).toEqual(['0003_broken', '0004_never', 'graphile_worker']);
    await file('0003_broken.sql', 'CREATE TABLE stone (x int);');
    expect(await run()).toEqual({ applied: ['0003_broken', '0004_never'] });
    expect(await tables()).toEqual(['fruit', 'never', 'schema_migration', 'stone']);
  });

  it('refuses a file that comes before those already applied', async () => {
    await run();
    await file('0000_early.sql', 'SELECT 1');
    await expect(run()).rejects.toThrow('has 0001_fruit where this release has 0000_early');
  });

  it('refuses a database that other files migrated, and changes nothing of it', async () => {
    await run();
    await rm(join(folder, '0001_fruit.sql'));
    await rm(join(folder, '0002_pear.sql'));
    await file('0001_first_release.sql', 'CREATE TABLE never (x int)');
    const before = await tables();
    await expect(run()).rejects.toThrow(
      'its record of migrations (schema_migration) has 0001_fruit where this release has 0001_first_release. It was made before the first release',
    );
    // What starts on a database asks for this, so that a start, a command and the heartbeat say the same.
    await expect(pending()).rejects.toThrow(DivergedMigrationsError);
    await expect(pendingMigrations({ pool: database.pool, folder })).rejects.toThrow(DivergedMigrationsError);
    expect(await tables()).toEqual(before);
  });

  it('refuses one that was migrated from another branch, whichever has more files', async () => {
    await file('0003_apple.sql', 'SELECT 1');
    await run();
    await rm(join(folder, '0002_pear.sql'));
    await file('0002_plum.sql', 'SELECT 1');
    const refusal = 'has 0002_pear where this release has 0002_plum';
    await expect(run()).rejects.toThrow(refusal);
    await rm(join(folder, '0003_apple.sql'));
    await expect(pending()).rejects.toThrow(refusal);
  });

  it('finds nothing to do in a database that is ahead', async () => {
    await file('0003_apple.sql', 'SELECT 1');
    await run();
    await rm(join(folder, '0003_apple.sql'));
    expect(await pending()).toEqual([]);
    expect(await run()).toEqual({ applied: [] });
  });

  it('refuses misnamed files, repeated numbers and a missing folder', async () => {
    await file('0002_pear_again.sql', 'SELECT 1');
    await expect(run()).rejects.toThrow('Two migrations have the number 0002');
    await rm(join(folder, '0002_pear_again.sql'));
    await file('3-apple.sql', 'SELECT 1');
    await expect(run()).rejects.toThrow('3-apple.sql');
    await expect(migrate({ databaseUrl: database.url, folder: join(folder, 'none') })).rejects.toThrow(
      'ENOENT',
    );
  });
});

describe('the migrated template', () => {
  const opened: TestDatabase[] = [];
  afterAll(() => Promise.all(opened.map(({ close }) => close())));

  it('can be cloned many times at once, each clone apart from the others', async () => {
    opened.push(...(await Promise.all(Array.from({ length: 8 }, () => openTestDatabase()))));
    expect(new Set(opened.map(({ url }) => url)).size).toBe(8);
    for (const { pool } of opened) {
      expect(await pendingMigrations({ pool })).toEqual([]);
      await pool.query('CREATE TABLE only_here (x int)');
    }
  });
});
