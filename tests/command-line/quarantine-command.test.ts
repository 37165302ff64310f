import { quickAddJob, runMigrations } from 'graphile-worker';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { beginBeforeStart } from '../../src/infrastructure/quarantine/begin-before-start.ts';
import { makeQuarantineCommand } from '../../src/infrastructure/quarantine/quarantine-command.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NAME = 'prod https://regie.example.fr';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await runMigrations({ connectionString: database.url });
});
afterAll(() => database.close());

async function regie(name: string, ...args: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const command = makeQuarantineCommand({
    name: () => name,
    run: (work) => work(database.pool),
    print: (line) => void lines.push(line),
  });
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(args, { from: 'user' });
  return lines;
}

it('begins, shows why and what waits, and confirms', async () => {
  expect(await regie(NAME, 'show')).toEqual(['state\tno quarantine']);
  expect(await regie(NAME, 'begin', '--reason', 'clone of Monday')).toEqual(['BEGUN']);
  expect(await regie(NAME, 'begin', '--reason', 'once more')).toEqual([
    'UNCHANGED\tit is in quarantine already',
  ]);
  await quickAddJob({ connectionString: database.url }, 'deliver_mail', {});
  expect(await regie(NAME, 'show')).toEqual([
    'state\tin quarantine',
    expect.stringMatching(/^since\t\d{4}-/),
    'cause\tan operator',
    'reason\tclone of Monday',
    'waits\t1\tdeliver_mail',
  ]);
  const [json = ''] = await regie(NAME, 'show', '--json');
  expect(JSON.parse(json)).toMatchObject({
    quarantine: { cause: 'operator', reason: 'clone of Monday' },
    differences: [],
    known: { name: NAME },
    waiting: [{ job: 'deliver_mail', count: 1 }],
  });
  expect(await regie(NAME, 'confirm', '--reason', 'it is production')).toEqual(['CONFIRMED']);
  expect(await regie(NAME, 'confirm')).toEqual(['UNCHANGED\tit is in no quarantine']);
  const { rows } = await database.pool.query('SELECT action, via, details FROM audit_entry ORDER BY id');
  expect(rows).toEqual([
    {
      action: 'installation.quarantine_begun',
      via: 'command_line',
      details: { reason: 'clone of Monday' },
    },
    {
      action: 'installation.quarantine_ended',
      via: 'command_line',
      details: { reason: 'it is production', since: expect.any(String) },
    },
  ]);
});

it('says in what a copy differs, and changes nothing by showing it', async () => {
  const other = 'staging https://essai.example.fr';
  const shown = [
    'state\tno quarantine yet: begins with the next start',
    `differs\tenvironment or public address: ${NAME} is now ${other}`,
    'waits\t1\tdeliver_mail',
  ];
  expect(await regie(other, 'show')).toEqual(shown);
  expect(await regie(other, 'show')).toEqual(shown);
  expect(await regie(other, 'confirm')).toEqual(['CONFIRMED']);
  expect((await regie(other, 'show'))[0]).toBe('state\tno quarantine');
});

it('a start with --quarantine begins one first, and changes nothing of one that is there', async () => {
  vi.stubEnv('REGIE_ENV', 'dev');
  vi.stubEnv('DATABASE_URL', database.url);
  try {
    await beginBeforeStart();
    await beginBeforeStart();
  } finally {
    vi.unstubAllEnvs();
  }
  expect(await regie('dev', 'show')).toContain('reason\tregie start --quarantine');
  expect(await regie('dev', 'confirm')).toEqual(['CONFIRMED']);
});

it.each([[['begin']], [['begin', '--reason', ' ']], [['confirm', '--reason', 'x'.repeat(501)]]])(
  'refuses %j',
  async (args) => {
    await expect(regie(NAME, ...args)).rejects.toMatchObject({ exitCode: 1 });
  },
);
