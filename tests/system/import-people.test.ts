import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledProgram, RUN_BUNDLED } from '../../dev/companion/bundled-program.ts';
import { createPeopleTables, fillPeopleTables } from '../support/people-database.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { AREA_STATES } from '../takeover/area-states.ts';
import { openidClientRow } from '../takeover/people-rows.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'main.ts');

let reference: TestDatabase;
let ours: TestDatabase;
let program: string;

beforeAll(async () => {
  [reference, ours, program] = await Promise.all([
    openTestDatabase({ migrated: false }),
    openTestDatabase(),
    bundledProgram(PROGRAM),
  ]);
  await createPeopleTables(reference.pool);
  await fillPeopleTables(reference.pool, AREA_STATES['oidc_provider'] ?? {});
});
afterAll(() => Promise.all([reference.close(), ours.close()]));

const importPeople = (...options: readonly string[]) =>
  promisify(execFile)(
    process.execPath,
    [...RUN_BUNDLED, program, 'import-people', '--from', reference.url, ...options],
    { env: { PATH: process.env['PATH'], REGIE_ENV: 'dev', DATABASE_URL: ours.url } },
  );

const clients = async () => {
  const { rows } = await ours.pool.query<{ client_id: string; algorithm: string }>(
    'SELECT client_id, algorithm FROM openid_client ORDER BY client_id',
  );
  return rows;
};

it('reports on standard output, tells progress on the other, and keeps nothing when asked not to', async () => {
  const { stdout, stderr } = await importPeople('--dry-run');
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'oauth2_provider_application none: no algorithm: set to RS256',
      expect.stringMatching(/^oauth2_provider_application evil: registered by .*: left out$/),
      expect.stringMatching(
        /^openid_client: 3 new, 0 changed, 0 removed, 0 as before; compared equal: 3 rows, /,
      ),
      'oauth2_provider_application: 4 findings, listed above',
      'Nothing is kept: this was a dry run',
    ]),
  );
  expect(stderr).toContain('taking over people_user: 3 of 3 (100 %)');
  expect(stderr).toContain('comparing user_account: 3 of 3 (100 %)');
  expect(await clients()).toEqual([]);
});

it('keeps what it took over', async () => {
  const { stdout, stderr } = await importPeople();
  expect(stdout).toContain('Everything is kept');
  expect(stderr).toContain('settling tables: ');
  expect(await clients()).toEqual([
    { client_id: 'none', algorithm: 'RS256' },
    { client_id: 'public', algorithm: 'RS256' },
    { client_id: 'rp', algorithm: 'RS256' },
  ]);
});

it('tells, when it is run again, what it leaves as it was changed here', async () => {
  await ours.pool.query("UPDATE openid_client SET name = 'ours' WHERE client_id IN ('rp', 'public')");
  await reference.pool.query(
    "UPDATE oauth2_provider_application SET name = 'theirs' WHERE client_id IN ('rp', 'none')",
  );
  const { stdout } = await importPeople();
  expect(stdout).toContain(
    'oauth2_provider_application rp "theirs": openid_client: changed there, and here since it was taken over (name): left as it is here\n',
  );
  expect(stdout).toContain(
    'openid_client: 0 new, 1 changed, 0 removed, 0 as before, 1 kept as changed here, 1 in conflict; compared equal: 1 rows, ',
  );
});

it('fails with the reason alone when the other database is no database of the reference', async () => {
  await expect(importPeople('--from', ours.url)).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('This is no database of the reference; it lacks people_organization.id'),
  });
});

it('goes on to its end when the reader of the report ends, as before `| head`', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `client-${index}`);
  await fillPeopleTables(reference.pool, {
    oauth2_provider_application: names.map((client_id) => openidClientRow({ client_id, algorithm: '' })),
  });
  const command = [...RUN_BUNDLED, program, 'import-people', '--from', reference.url];
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env['PATH'], REGIE_ENV: 'dev', DATABASE_URL: ours.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(errors).not.toMatch(/EPIPE|Error|caused by/);
  expect(errors).toContain('settling tables: ');
  const stored = (await clients()).map(({ client_id }) => client_id);
  expect(stored).toEqual(expect.arrayContaining(names));
});
