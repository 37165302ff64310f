import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type MigrationFolder, openMigrationFolder } from './migration-folder.ts';

const INDEX = '-- no transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS fruit_name ON fruit (name);\n';

describe('a migration without transaction', () => {
  let at: MigrationFolder;
  const indexes = async () => {
    const { rows } = await at.database.pool.query<{ name: string; valid: boolean }>(
      `SELECT indexrelid::regclass::text AS name, indisvalid AS valid FROM pg_index
        WHERE indrelid = 'fruit'::regclass ORDER BY 1`,
    );
    return rows;
  };
  const migrators = async () => {
    const { rows } = await at.database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'regie-migrate' AND query LIKE '%CONCURRENTLY%'`,
    );
    return rows.map(({ pid }) => pid);
  };

  beforeEach(async () => {
    at = await openMigrationFolder();
    await at.write(
      '0001_fruit',
      `CREATE TABLE fruit (name text); INSERT INTO fruit SELECT g FROM generate_series(1, 1000) g`,
    );
  });
  afterEach(() => at.close());

  it('builds indexes as no transaction could, and is applied once', async () => {
    await at.write('0002_index', INDEX);
    expect(await at.run()).toEqual(['0001_fruit', '0002_index']);
    expect(await indexes()).toEqual([{ name: 'fruit_name', valid: true }]);
    expect(await at.pending()).toEqual([]);
    expect(await at.run()).toEqual([]);
  });

  it('runs each statement as a transaction of its own, whatever the text between two semicolons', async () => {
    await at.write(
      '0002_text',
      `-- no transaction
-- It's one; not two.
INSERT INTO fruit VALUES ('é; it''s'), (E'\\'; '), ($$;'$$);
/* ; ' */ DO $body$ BEGIN INSERT INTO fruit VALUES ('first;'); COMMIT; INSERT INTO fruit VALUES ('second'); END $body$;
VACUUM fruit`,
    );
    await at.run();
    const { rows } = await at.database.pool.query(
      `SELECT name FROM fruit WHERE name !~ '^[0-9]+$' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(["'; ", ";'", 'first;', 'second', "é; it's"].sort());
  });

  it('is applied only when its last statement is, and then goes over its first again', async () => {
    await at.write('0002_two', `${INDEX}INSERT INTO nowhere VALUES (1);`);
    await expect(at.run()).rejects.toThrow(
      'The migration 0002_two failed: relation "nowhere" does not exist',
    );
    expect(await at.pending()).toEqual(['0002_two', 'graphile_worker']);
    expect(await indexes()).toEqual([{ name: 'fruit_name', valid: true }]);
    await at.write('0002_two', `${INDEX}INSERT INTO fruit VALUES ('last');`);
    expect(await at.run()).toEqual(['0002_two']);
    expect(await at.pending()).toEqual([]);
  });

  it('makes an index again that an interrupted run left invalid', async () => {
    await at.run();
    await at.write('0002_index', INDEX.replace('fruit_name', '"Fruit name"'));
    const reader = await at.database.pool.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT count(*) FROM fruit');
    const interrupted = at.run().catch((error: Error) => error.message);
    const [pid] = await eventually(async () => {
      // The index is there, and waits for the reader's transaction to end.
      expect(await indexes()).toHaveLength(1);
      const found = await migrators();
      expect(found).toHaveLength(1);
      return found;
    });
    await at.database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await interrupted).toContain('The migration 0002_index failed');
    await reader.query('ROLLBACK');
    reader.release();
    expect(await indexes()).toEqual([{ name: '"Fruit name"', valid: false }]);
    expect(await at.pending()).toEqual(['0002_index']);

    expect(await at.run()).toEqual(['0002_index']);
    expect(await indexes()).toEqual([{ name: '"Fruit name"', valid: true }]);
    expect(at.log).toContainEqual({
      message: 'Dropping an index that was left half made',
      fields: { index: '"Fruit name"' },
    });
  });

  it('is applied once by processes that start together, none of which waits for the other in turn', async () => {
    await at.run();
    await at.write('0002_index', INDEX);
    await at.write(
      '0003_unique',
      INDEX.replace('INDEX', 'UNIQUE INDEX').replaceAll('fruit_name', 'fruit_key'),
    );
    const reader = await at.database.pool.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT count(*) FROM fruit');
    const runs = [at.run(), at.run(), at.run()];
    // All of them are there, one builds and the others wait, before the build can go on.
    await eventually(async () => {
      expect(await indexes()).toHaveLength(1);
      const waiting = at.log.filter(({ message }) => message === 'Waiting for another process that migrates');
      expect(waiting).toHaveLength(2);
      expect(waiting[0]?.fields['heldBy']).toMatch(/^process \d+ of the server$/);
    });
    await reader.query('ROLLBACK');
    reader.release();
    const applied = await Promise.all(runs);
    expect(applied.flat()).toEqual(['0002_index', '0003_unique']);
    expect(await indexes()).toEqual([
      { name: 'fruit_key', valid: true },
      { name: 'fruit_name', valid: true },
    ]);
    expect(at.log.filter(({ message }) => message.includes('try again'))).toEqual([]);
  });

  it.each([
    ['below another line', `-- Up Migration\n${INDEX}`],
    ['in capitals', INDEX.replace('no transaction', 'No Transaction')],
    ['with a space before it', ` ${INDEX}`],
    ['with more behind it', INDEX.replace('no transaction', 'no transaction, please')],
    ['in one word', INDEX.replace('no transaction', 'notransaction')],
    ['with an underscore', INDEX.replace('no transaction', 'no_transaction')],
  ])('refuses the mark %s', async (_, sql) => {
    await at.write('0002_index', sql);
    await expect(at.run()).rejects.toThrow(
      '0002_index.sql: the first line must be exactly "-- no transaction"',
    );
    expect(await indexes()).toEqual([]);
  });

  it('names the line of what is not SQL, before anything of the file has run', async () => {
    await at.write('0002_index', `${INDEX}\nCREATE INDEKS;`);
    await expect(at.run()).rejects.toThrow('0002_index.sql, line 4: syntax error at or near "INDEKS"');
    expect(await indexes()).toEqual([]);
  });
});
