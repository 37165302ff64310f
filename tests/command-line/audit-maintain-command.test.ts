import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuditMaintainCommand } from '../../src/infrastructure/command-line/audit/audit-maintain-command.ts';
import { loadAuditSettings } from '../../src/infrastructure/config/command/command-settings.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

async function maintain(variables: Readonly<Record<string, string>>, ...words: string[]) {
  const lines: string[] = [];
  await makeAuditMaintainCommand({
    settings: () => loadAuditSettings({ REGIE_ENV: 'dev', DATABASE_URL: database.url, ...variables }),
    logger: new RecordingLogger(),
    print: (line) => void lines.push(line),
    now: new Date('2050-05-17T12:00:00Z'),
  }).parseAsync(words, { from: 'user' });
  return lines;
}

describe('audit maintain', () => {
  it('tells what it would do, then does it and tells that, once', async () => {
    const planned = await maintain({}, '--dry-run', '--json');
    expect(planned.map((line) => JSON.parse(line))).toHaveLength(7);
    expect(JSON.parse(planned[0] ?? '')).toEqual({
      done: 'made',
      part: 'audit_entry_2050_05',
      from: '2050-05-01T00:00:00.000Z',
      until: '2050-06-01T00:00:00.000Z',
      entries: 0,
    });
    const done = await maintain({});
    expect(done[0]).toBe('made\taudit_entry_2050_05\t2050-05-01\t2050-06-01\t0');
    expect(done).toHaveLength(7);
    expect(await maintain({})).toEqual([]);
  });

  it('drops nothing unless a retention is set', async () => {
    expect(await maintain({ AUDIT_RETENTION_MONTHS: '0' })).toEqual([]);
    const dropped = await maintain({ AUDIT_RETENTION_MONTHS: '12' });
    expect(dropped.length).toBeGreaterThan(3);
    expect(dropped[0]).toMatch(/^dropped\taudit_entry_before\t-\t\d{4}-\d\d-01\t0$/);
  });

  it.each(['-1', '1.5', 'a year', '1201'])('refuses a retention of %s', async (months) => {
    await expect(maintain({ AUDIT_RETENTION_MONTHS: months })).rejects.toThrow('AUDIT_RETENTION_MONTHS');
  });
});
