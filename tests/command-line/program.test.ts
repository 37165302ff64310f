import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledProgram, RUN_BUNDLED } from '../../dev/companion/bundled-program.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'run-program.ts');
const PEOPLE = 2_000;

let database: TestDatabase;
let program: string;
beforeAll(async () => {
  [database, program] = await Promise.all([openTestDatabase(), bundledProgram(PROGRAM)]);
  await database.pool.query(
    `INSERT INTO user_account (id, sub, name, is_active, is_staff, is_superuser, language, timezone, created_at, updated_at)
     SELECT gen_random_uuid(), 'sub-' || n, repeat('x', 80) || n, true, false, false, 'en-us', 'UTC', now(), now()
       FROM generate_series(1, $1) n`,
    [PEOPLE],
  );
  await database.pool.query(
    `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
     SELECT now() + n * interval '1 millisecond', 'team.created', 'team', gen_random_uuid(), repeat('x', 80) || n, 'session', '{}'
       FROM generate_series(1, $1) n`,
    [PEOPLE],
  );
});
afterAll(() => database?.close());

/** Runs the program; with `lines`, reads that many lines of its output and no more. */
async function regie(args: readonly string[], { lines, env = {} }: { lines?: number; env?: object } = {}) {
  const child = spawn(process.execPath, [...RUN_BUNDLED, program, ...args], {
    env: { PATH: process.env['PATH'], REGIE_ENV: 'dev', DATABASE_URL: database.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
    if (lines !== undefined && said.output.split('\n').length > lines) child.stdout.destroy();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

it.each([
  ['user', 'list'],
  ['audit', 'export'],
  ['audit', 'export', '--as', 'jsonl'],
])('ends quietly when the reader ends, as before `| head`: %s %s', async (...args) => {
  const { code, output, errors } = await regie(args, { lines: 1 });
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output.split('\n').length).toBeLessThan(PEOPLE);
});

it('lists each account once, though all were created in the same microsecond', async () => {
  const { output } = await regie(['user', 'list']);
  const ids = output
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0]);
  expect(ids).toHaveLength(PEOPLE);
  expect(new Set(ids).size).toBe(PEOPLE);
});

it('asks for the database and the secret key alone, where a command needs no more', async () => {
  // Of the process's own variables there are none: nothing of providers, addresses or mail.
  const env = { REGIE_ENV: 'prod', REGIE_SECRET_KEY: 'a secret key of a length that is long enough' };
  const listed = await regie(['mails', 'list'], { env });
  expect(listed).toEqual({ code: 0, output: '', errors: '' });
  const { code, output } = await regie(['user', 'list', '--search', 'x1999'], { env });
  expect({ code, rows: output.trimEnd().split('\n').length }).toEqual({ code: 0, rows: 1 });
  const { errors } = await regie(['user', 'list'], { env: { REGIE_ENV: 'prod', DATABASE_URL: '' } });
  expect(
    errors
      .trimEnd()
      .split('\n')
      .filter((line) => /^\W*[A-Z_]+:/.test(line)),
  ).toHaveLength(2);
});

it('names a command that there is not', async () => {
  for (const args of [['bogus'], ['bogus', 'list', '--json'], ['user', 'bogus'], ['constructor']]) {
    const { code, errors } = await regie(args);
    expect(code).toBe(2);
    expect(errors).toMatch(/unknown command '(?:bogus|constructor)'/);
  }
  expect((await regie(['start', 'bogus'])).errors).toContain("unknown argument 'bogus'");
  expect((await regie(['--bogus'])).errors).toContain("unknown option '--bogus'");
});

it.each([[], ['start'], ['migrate']])('says in lines of JSON why it cannot start: %j', async (...args) => {
  const { code, errors } = await regie(args, { env: { REGIE_ENV: 'prod', DATABASE_URL: '' } });
  expect(code).toBe(1);
  const lines = errors
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { Fields: object });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line).toMatchObject({ Severity: 3, Type: 'regie', Fields: { msg: 'Cannot start' } });
  }
  expect(lines.map(({ Fields }) => Fields)).toContainEqual(
    expect.objectContaining({
      variable: 'DATABASE_URL',
      problem: expect.stringContaining('is required, or DB_HOST'),
    }),
  );
});

it('says in a line of JSON that the database lags behind, and to people in words', async () => {
  const gone = { DATABASE_URL: 'postgres://nobody:hidden@127.0.0.1:1/none' };
  const started = await regie(['start'], { env: gone });
  expect(JSON.parse(started.errors.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    Fields: { msg: 'Cannot start', error: expect.stringContaining('') },
  });
  const listed = await regie(['user', 'list'], { env: gone });
  expect(listed.code).toBe(1);
  expect(listed.errors).toContain('ECONNREFUSED');
  for (const { errors } of [started, listed]) expect(errors).not.toContain('hidden');
});
