import type { PoolClient } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type MigrationFolder, openMigrationFolder } from './migration-folder.ts';

/** Short, so that a test sees several attempts; what counts is their order, not how long they last. */
const TIMING = { lockTimeout: 300, watch: 50 };

describe('a migration that has to wait for a lock', () => {
  let at: MigrationFolder;
  let holder: PoolClient;
  const messages = (part: string) => at.log.filter(({ message }) => message.includes(part));
  const hold = async (statement: string) => {
    await holder.query("BEGIN; SET LOCAL application_name = 'long report'");
    await holder.query(statement);
  };

  beforeEach(async () => {
    at = await openMigrationFolder();
    holder = await at.database.pool.connect();
    await at.write('0001_fruit', `CREATE TABLE fruit (name text); INSERT INTO fruit VALUES ('pear')`);
    await at.run();
    await at.write('0002_colour', 'ALTER TABLE fruit ADD COLUMN colour text');
  });
  afterEach(async () => {
    await holder.query('ROLLBACK');
    holder.release();
    await at.close();
  });

  it('lets others pass, tries again until it gets it, and says who has it', async () => {
    await hold('SELECT name FROM fruit');
    const run = at.run(TIMING);
    await eventually(async () => expect(messages('try again').length).toBeGreaterThan(1));
    // A reader meanwhile waits for one attempt at most, though the report has not ended.
    const { rows } = await at.database.pool.query('SELECT name FROM fruit');
    expect(rows).toEqual([{ name: 'pear' }]);
    expect(messages('waits for a lock')[0]?.fields).toMatchObject({
      migration: '0002_colour',
      lock: 'AccessExclusiveLock on fruit',
      heldBy: expect.stringMatching(
        /^process \d+, long report, \w+, idle in transaction, in its transaction for \d+ s$/,
      ),
    });
    expect(messages('try again')[0]?.fields).toMatchObject({ migration: '0002_colour', seconds: 0.25 });
    await holder.query('ROLLBACK');
    expect(await run).toEqual(['0002_colour']);
    const { rows: afterwards } = await at.database.pool.query('SELECT name, colour FROM fruit');
    expect(afterwards).toEqual([{ name: 'pear', colour: null }]);
  });

  it('gives up when its time is over, and says who stood in its way', async () => {
    await at.write('0003_size', 'CREATE TABLE never (x int); ALTER TABLE fruit ADD COLUMN size int');
    await at.write('0002_colour', 'CREATE TABLE colour (name text)');
    await hold('SELECT name FROM fruit');
    const refusal = await at.run({ ...TIMING, retriesEnd: 1_000 }).then(
      () => 'none',
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(
      /^The migration 0003_size failed: canceling statement due to lock timeout\. It waited for AccessExclusiveLock on fruit, held by process \d+, long report, .+\. Applied before it, and kept: 0002_colour\.$/,
    );
    expect(await at.pending()).toEqual(['0003_size']);
    const { rows } = await at.database.pool.query(`SELECT to_regclass('never') AS never`);
    expect(rows).toEqual([{ never: null }]);
  });

  it('waits with patience where none waits behind it, and names the holder', async () => {
    await at.write(
      '0002_colour',
      '-- no transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON fruit (name)',
    );
    await hold('SET LOCAL TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT name FROM fruit');
    const run = at.run(TIMING);
    await eventually(async () =>
      expect(messages('waits for a lock')[0]?.fields['heldBy']).toContain('long report'),
    );
    await at.database.pool.query(`INSERT INTO fruit VALUES ('apple')`);
    await holder.query('ROLLBACK');
    expect(await run).toEqual(['0002_colour']);
    expect(messages('try again')).toEqual([]);
  });

  it('is as short with the other statements of a file without transaction', async () => {
    await at.write(
      '0002_colour',
      '-- no transaction\nALTER TABLE fruit ADD COLUMN IF NOT EXISTS colour text',
    );
    await hold('SELECT name FROM fruit');
    const run = at.run(TIMING);
    await eventually(async () => expect(messages('try again').length).toBeGreaterThan(0));
    await holder.query('ROLLBACK');
    expect(await run).toEqual(['0002_colour']);
  });

  it("is as short with the job queue's own schema", async () => {
    await at.run();
    await hold('LOCK TABLE graphile_worker.migrations IN ACCESS EXCLUSIVE MODE');
    const run = at.run(TIMING);
    await eventually(async () => expect(messages("The job queue's migration").length).toBeGreaterThan(0));
    await holder.query('ROLLBACK');
    expect(await run).toEqual([]);
  });

  it('tells which other process it waits for, and until when', async () => {
    await holder.query('SELECT pg_advisory_lock(7241865325823964)');
    await expect(at.run({ turn: 300 })).rejects.toThrow(
      /^Another process \(process \d+ of the server\) has been migrating this database for more than 0 s/,
    );
    await holder.query('SELECT pg_advisory_unlock_all()');
    expect(await at.run()).toEqual(['0002_colour']);
  });
});
