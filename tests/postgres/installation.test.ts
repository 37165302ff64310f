import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { PgInstallation } from '../../src/adapters/postgres/installation/pg-installation.ts';
import { BY_COMMAND_LINE } from '../../src/infrastructure/command-line/by-command-line.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NAME = 'prod https://regie.example.fr';
const BY_OPERATOR = { ...BY_COMMAND_LINE, reason: 'restored after the fire' };

let database: TestDatabase;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.pool.query('DELETE FROM installation'));
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => database.close());

const installation = (name = NAME, pool = database.pool) => new PgInstallation(pool, name);
const entriesIn = async (pool: Pool) =>
  (
    await pool.query<{ action: string; via: string; details: object }>(
      "SELECT action, via, details FROM audit_entry WHERE object_type = 'installation' ORDER BY id",
    )
  ).rows;

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('databaseServer').adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A copy of the database as it is, on the same server. */
async function copy(): Promise<Pool> {
  const url = new URL(database.url);
  const [from, to] = [url.pathname.slice(1), `${url.pathname.slice(1)}_${randomBytes(3).toString('hex')}`];
  // A database that is copied has no sessions; the pool opens new ones.
  await administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${from}'`);
  await administer(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY file_copy`);
  url.pathname = `/${to}`;
  const pool = new Pool({ connectionString: url.href, max: 3 });
  closers.push(
    () => administer(`DROP DATABASE ${to} WITH (FORCE)`),
    () => pool.end(),
  );
  return pool;
}

it('the first look makes the database the known one, of any number at once', async () => {
  const looks = await Promise.all([1, 2, 3, 4].map(() => installation().look()));
  for (const { known, present, quarantine, differences } of looks) {
    expect(known).toEqual(present);
    expect([quarantine, differences]).toEqual([undefined, []]);
  }
  expect(looks[0]?.present).toEqual({
    cluster: expect.stringMatching(/^\d{10,}$/),
    database: expect.stringMatching(/^\d+$/),
    table: expect.stringMatching(/^\d+$/),
    name: NAME,
  });
});

it('another environment or address is a copy: all who look agree, and it is told once', async () => {
  await installation().look();
  const elsewhere = 'staging https://essai.example.fr';
  expect(await installation(elsewhere).read()).toMatchObject({
    quarantine: undefined,
    differences: ['name'],
  });
  const looks = await Promise.all([1, 2, 3].map(() => installation(elsewhere).look()));
  for (const look of [...looks, await installation().look()])
    expect(look.quarantine).toMatchObject({ cause: 'copy', reason: null });
  expect(await entriesIn(database.pool)).toEqual([
    { action: 'installation.quarantine_begun', via: 'job', details: { differences: ['name'] } },
  ]);
  expect(await installation(elsewhere).confirm(BY_OPERATOR)).toBe(true);
  expect(await installation(elsewhere).look()).toMatchObject({
    quarantine: undefined,
    differences: [],
    known: { name: elsewhere },
  });
  expect((await entriesIn(database.pool)).at(-1)).toEqual({
    action: 'installation.quarantine_ended',
    via: 'command_line',
    details: { since: expect.any(String), differences: ['name'], reason: BY_OPERATOR.reason },
  });
});

it('is begun and confirmed by operators, once each', async () => {
  const one = installation();
  expect(await one.begin(BY_OPERATOR)).toBe(true);
  expect(await one.begin(BY_OPERATOR)).toBe(false);
  expect(await installation().look()).toMatchObject({
    quarantine: { cause: 'operator', reason: BY_OPERATOR.reason, since: expect.any(Date) },
    differences: [],
  });
  expect(await one.confirm(BY_OPERATOR)).toBe(true);
  expect(await one.confirm(BY_OPERATOR)).toBe(false);
  expect((await one.look()).quarantine).toBeUndefined();
});

it('nothing is given up for an age that it reached before a confirmation', async () => {
  await installation().begin(BY_OPERATOR);
  await database.pool.query(
    `INSERT INTO outgoing_mail (id, recipient, language, status, kind, trouble_since, trouble_reason, created_at, updated_at)
     VALUES (gen_random_uuid(), 'a@commune.fr', 'fr', 'ready', 'mailbox_created', now() - interval '6 days', 'x', now(), now())`,
  );
  await installation().confirm(BY_OPERATOR);
  const { rows } = await database.pool.query(
    `SELECT now() - trouble_since < interval '1 hour' AS renewed FROM outgoing_mail`,
  );
  expect(rows).toEqual([{ renewed: true }]);
});

it('a server that keeps its identifier to itself is no difference', async () => {
  await installation().look();
  const role = `plain_${randomBytes(4).toString('hex')}`;
  const url = new URL(database.url);
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  await database.pool.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON installation, audit_entry, outgoing_mail, webhook_delivery TO ${role};
     GRANT USAGE ON SEQUENCE audit_entry_id_seq TO ${role}`,
  );
  await database.pool.query('REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC');
  const pool = new Pool({
    connectionString: Object.assign(url, { username: role, password: 'secret' }).href,
    max: 1,
  });
  closers.push(async () => {
    await database.pool.query('GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC');
    await database.pool.query(`DROP OWNED BY ${role}`);
    await database.pool.query(`DROP ROLE ${role}`);
  });
  closers.push(() => pool.end());
  expect(await installation(NAME, pool).look()).toMatchObject({
    present: { cluster: null },
    differences: [],
    quarantine: undefined,
  });
  // Whoever owns nothing may still begin and confirm.
  expect(await installation(NAME, pool).begin(BY_OPERATOR)).toBe(true);
  expect(await installation(NAME, pool).confirm(BY_OPERATOR)).toBe(true);
});

it('rows that were put back into the same database are a copy', async () => {
  const { known } = await installation().look();
  // As `pg_restore --clean` does: each table is made anew.
  await database.pool.query(`CREATE TABLE kept AS TABLE installation; ALTER TABLE installation RENAME TO former;
    CREATE TABLE installation (LIKE former INCLUDING ALL); INSERT INTO installation TABLE kept; DROP TABLE kept, former`);
  expect(await installation().look()).toMatchObject({
    known: { ...known },
    differences: ['table'],
    quarantine: { cause: 'copy' },
  });
});

it('a database made from another one is a copy', async () => {
  await installation().look();
  const pool = await copy();
  expect(await installation(NAME, pool).look()).toMatchObject({
    differences: ['database'],
    quarantine: { cause: 'copy' },
  });
  expect((await entriesIn(pool)).at(-1)).toMatchObject({ details: { differences: ['database'] } });
});
