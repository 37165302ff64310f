import { quickAddJob, runMigrations } from 'graphile-worker';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeJobsCommand } from '../../src/infrastructure/command-line/jobs-command.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await runMigrations({ connectionString: database.url });
});
beforeEach(() => database.pool.query('DELETE FROM graphile_worker._private_jobs'));
afterAll(() => database.close());

async function regie(...args: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const command = makeJobsCommand({
    run: (work) => work(database.pool),
    print: (line) => void lines.push(line),
  });
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(args, { from: 'user' });
  return lines;
}

const IN_AN_HOUR = new Date(Date.now() + 3_600_000);
const add = async (job: string, payload: object = {}, runAt = new Date(Date.now() - 1000)) =>
  (await quickAddJob({ connectionString: database.url }, job, payload, { runAt, maxAttempts: 25 })).id;
const giveUp = (id: string, error: string) =>
  database.pool.query(
    'UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = $2 WHERE id = $1',
    [id, error],
  );
const lock = (id: string) =>
  database.pool.query('UPDATE graphile_worker._private_jobs SET locked_at = now() WHERE id = $1', [id]);
const audited = async () =>
  (await database.pool.query('SELECT action, via, details FROM audit_entry ORDER BY id')).rows;

/** One of each state. */
async function fill() {
  const due = await add('check_mail_domain', { mailDomainId: 'd1' });
  const later = await add('deliver_mail', {}, IN_AN_HOUR);
  const postponed = await add('deliver_mail', {
    postponed: { since: '2026-01-01T00:00:00Z', code: 'mailer.unavailable' },
  });
  const givenUp = await add('provision_mailbox', { mailboxId: 'm1' });
  await giveUp(
    givenUp,
    'TypeError: no such thing at https://dimail.example/x?token=S3cr3t\n    at somewhere',
  );
  const running = await add('reconcile_mail_domain');
  await lock(running);
  return { due, later, postponed, givenUp, running };
}

it('lists each with its state and why it failed, oldest first, without secrets', async () => {
  const { due, later, postponed, givenUp, running } = await fill();
  const lines = await regie('list');
  expect(lines.map((line) => line.split('\t').slice(0, 3))).toEqual([
    [due, 'due', 'check_mail_domain'],
    [later, 'later', 'deliver_mail'],
    [postponed, 'postponed', 'deliver_mail'],
    [givenUp, 'given_up', 'provision_mailbox'],
    [running, 'running', 'reconcile_mail_domain'],
  ]);
  expect(lines[2]).toMatch(/mailer\.unavailable$/);
  expect(lines[3]).toContain('25/25');
  expect(lines[3]).toContain('TypeError: no such thing');
  expect(lines.join()).not.toContain('S3cr3t');
  expect(await regie('list', '--job', 'deliver_mail', '--state', 'later', 'due')).toHaveLength(1);
  const [row = ''] = await regie('list', '--state', 'given_up', '--json');
  expect(JSON.parse(row)).toMatchObject({
    id: givenUp,
    job: 'provision_mailbox',
    payload: { mailboxId: 'm1' },
  });
  expect(row).not.toContain('S3cr3t');
});

it('lists a queue that is longer than what is read at a time', async () => {
  await database.pool.query(
    `SELECT graphile_worker.add_job('deliver_mail', json_build_object('n', n)) FROM generate_series(1, 1201) n`,
  );
  expect(new Set(await regie('list'))).toHaveProperty('size', 1201);
});

it('shows one with all that is known', async () => {
  const { givenUp } = await fill();
  const shown = JSON.parse((await regie('show', givenUp)).join('')) as { reason: string };
  expect(shown.reason).toContain('at somewhere');
  await expect(regie('show', '999999')).rejects.toThrow('There is no job 999999 any more');
});

it('lets jobs run again, and tells of those that run already', async () => {
  const { givenUp, later, running } = await fill();
  await expect(regie('retry', givenUp, later, running, '--reason', 'mended')).rejects.toThrow('1 of 3');
  expect((await regie('list', '--state', 'due')).map((line) => line.split('\t')[0])).toEqual(
    expect.arrayContaining([givenUp, later]),
  );
  expect((await audited()).at(-1)).toEqual({
    action: 'installation.jobs_retried',
    via: 'command_line',
    details: { ids: [givenUp, later], reason: 'mended' },
  });
});

it('drops jobs for a reason only, which stays', async () => {
  const { due, running } = await fill();
  const before = await audited();
  await expect(regie('drop', due)).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' });
  expect(await regie('drop', due, '--reason', 'given back')).toEqual([`DROPPED\t${due}`]);
  await expect(regie('drop', due, running, '--reason', 'x')).rejects.toThrow('2 of 2');
  expect(await audited()).toEqual([
    ...before,
    {
      action: 'installation.jobs_dropped',
      via: 'command_line',
      details: { ids: [due], reason: 'given back' },
    },
  ]);
});

it.each([
  ['an empty reason', ''],
  ['blanks', '  '],
  ['a reason without end', 'x'.repeat(501)],
])('drops nothing for %s', async (_what, reason) => {
  const { due } = await fill();
  await expect(regie('drop', due, '--reason', reason)).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  });
  expect(await regie('list', '--state', 'due')).toHaveLength(1);
});

it.each([['0'], ['-1'], ['x'], ['1; DROP TABLE mailbox'], ['99999999999999999999']])(
  'refuses the id %j before it connects',
  async (id) => {
    await expect(regie('retry', '--', id)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  },
);
