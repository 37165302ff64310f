import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMigrateCommand } from '../../src/infrastructure/command-line/installation/migrate-command.ts';
import { NotAsItShouldBe } from '../../src/infrastructure/command-line/output/exit-codes.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database?.close());

async function regie(...words: string[]) {
  const lines: string[] = [];
  const command = makeMigrateCommand({
    settings: () => ({ database: { url: database.url } }),
    logger: new RecordingLogger(),
    print: (line) => void lines.push(line),
  });
  const failure: unknown = await command.parseAsync(words, { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { lines, failure };
}

describe('migrate', () => {
  it('says what an empty database lacks, brings it, and says so', async () => {
    const before = await regie('status');
    expect(before.failure).toBeInstanceOf(NotAsItShouldBe);
    expect(before.lines[0]).toBe('pending\t0001_first_release\t-');
    expect(before.lines.at(-1)).toBe('pending\tgraphile_worker\t-');

    expect(await regie()).toEqual({ lines: [], failure: undefined });
    const after = await regie('status', '--json');
    expect(after.failure).toBeUndefined();
    const rows = after.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(before.lines.length);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['applied']));
    expect(rows[0]).toEqual({
      name: '0001_first_release',
      state: 'applied',
      applied_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await regie('up')).toEqual({ lines: [], failure: undefined });
  });

  it('takes what a newer release has applied for no fault', async () => {
    await database.pool.query(`INSERT INTO schema_migration (name, run_on) VALUES ('9999_of_later', now())`);
    const { lines, failure } = await regie('status');
    expect(failure).toBeUndefined();
    expect(lines.at(-2)).toMatch(/^unknown\t9999_of_later\t\d/);
    await database.pool.query(`DELETE FROM schema_migration WHERE name >= '0026'`);
    const behind = await regie('status');
    expect(behind.failure).toBeInstanceOf(NotAsItShouldBe);
    expect(behind.lines.filter((line) => line.startsWith('pending\t0026_'))).toHaveLength(1);
  });

  it('refuses a database that other files have migrated', async () => {
    await database.pool.query(`UPDATE schema_migration SET name = '0002_other' WHERE name LIKE '0002%'`);
    const { failure } = await regie('status');
    expect(failure).toHaveProperty('name', 'DivergedMigrationsError');
  });
});
