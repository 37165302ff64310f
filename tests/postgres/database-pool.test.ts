import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { DatabasePool } from '../../src/adapters/postgres/connection/database-pool.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let pool: DatabasePool;
let logger: RecordingLogger;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  proxy = await startTcpProxy(Number(new URL(database.url).port));
  logger = new RecordingLogger();
});
afterEach(async () => {
  await pool.end();
  await proxy.close();
});
afterAll(() => database.close());

const open = ({
  size = 4,
  connectTimeoutMs = 2_000,
  statementTimeoutMs = 1_000,
  url = throughProxy(),
} = {}) => {
  pool = new DatabasePool({ url, size, connectTimeoutMs, statementTimeoutMs, logger });
  return pool;
};
function throughProxy(): string {
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return url.href;
}
const errorsTold = () =>
  logger.entries.filter(({ level }) => level === 'error').map(({ message }) => message);
const UNAVAILABLE = { name: 'StorageUnavailable', code: 'database_unavailable' };

it('gives up connections that were lost without a sign, and goes on with new ones', async () => {
  open({ size: 4 });
  await Promise.all([1, 2, 3, 4].map(() => pool.query('SELECT pg_sleep(0.2)')));
  expect(pool.idleCount).toBe(4);
  proxy.silenceExisting();

  const beganAt = performance.now();
  await expect(pool.query('SELECT 1')).rejects.toMatchObject(UNAVAILABLE);
  // The other three are found lost before a caller gets them.
  const answers = await Promise.allSettled(Array.from({ length: 12 }, () => pool.query('SELECT 1 AS one')));
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(performance.now() - beganAt).toBeLessThan(8_000);
  expect(errorsTold()).toEqual(['the database cannot be used']);
});

it('waits no second time on a connection that is silent, to roll back on it', async () => {
  open({ size: 1, statementTimeoutMs: 2_000 });
  const unitOfWork = new PgUnitOfWork(pool, new SecretBox('nothing is sealed'));
  let silentSince = 0;
  const running = unitOfWork.run(async ({ organizations }) => {
    proxy.silenceExisting();
    silentSince = performance.now();
    await organizations.find(makeOrganization().id);
  });
  await expect(running).rejects.toMatchObject(UNAVAILABLE);
  expect(performance.now() - silentSince).toBeLessThan(4_500);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('has the server cancel a statement that takes too long, and keeps answering', async () => {
  open({ statementTimeoutMs: 300 });
  await expect(pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({
    ...UNAVAILABLE,
    cause: { code: '57014' },
  });
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  expect(errorsTold()).toEqual(['statements take too long for the database']);
});

it('tells that it is not known what became of a transaction whose commit had no answer', async () => {
  open();
  const unitOfWork = new PgUnitOfWork(pool, new SecretBox('nothing is sealed'));
  const organization = makeOrganization();
  proxy.decide((sent) => (sent.includes('COMMIT') ? 'swallow_answer' : 'pass'));
  await expect(
    unitOfWork.run(({ organizations }) => organizations.insert(organization)),
  ).rejects.toMatchObject({ name: 'StorageUnavailable', code: 'database_outcome_unknown' });
  // It was committed, as it happens.
  const { rows } = await database.pool.query('SELECT id FROM organization WHERE id = $1', [organization.id]);
  expect(rows).toHaveLength(1);
});

it('tells that a transaction left nothing when its connection was lost before the commit was sent', async () => {
  open();
  const unitOfWork = new PgUnitOfWork(pool, new SecretBox('nothing is sealed'));
  const organization = makeOrganization();
  const running = unitOfWork.run(async ({ organizations }) => {
    await organizations.insert(organization);
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'regie' AND datname = current_database()`,
    );
    // Until our side has heard of it.
    await eventually(() =>
      expect(logger.entries.map(({ message }) => message)).toContain('lost a database connection'),
    );
  });
  await expect(running).rejects.toMatchObject(UNAVAILABLE);
  const { rows } = await database.pool.query('SELECT id FROM organization WHERE id = $1', [organization.id]);
  expect(rows).toEqual([]);
});

it('lets callers wait for a connection that it has when the server gives no more', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const role = `limited_${name.slice(-8)}`;
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'word' CONNECTION LIMIT 2`);
  const url = new URL(database.url);
  url.username = role;
  url.password = 'word';
  open({ size: 20, url: url.href });
  const answers = await Promise.allSettled(
    Array.from({ length: 30 }, () => pool.query('SELECT pg_sleep(0.02)')),
  );
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(pool.totalCount).toBeLessThanOrEqual(2);

  const held = await Promise.all([pool.connect(), pool.connect()]);
  const beganAt = performance.now();
  const failure: unknown = await pool.query('SELECT 1').catch((error: unknown) => error);
  expect(performance.now() - beganAt).toBeGreaterThan(1_500);
  for (const client of held) client.release();
  expect(failure).toMatchObject({ ...UNAVAILABLE, cause: { code: '53300' } });
  await pool.end();
  await database.pool.query(`DROP ROLE ${role}`);
  open();
});

it('fails all that wait in one statement at once, not one after the other', async () => {
  open({ size: 2, statementTimeoutMs: 1_000 });
  const sessions = new PgSessionStore(pool);
  await Promise.all([1, 2].map(() => pool.query('SELECT pg_sleep(0.2)')));
  expect(pool.idleCount).toBe(2);
  proxy.silenceExisting();
  const beganAt = performance.now();
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => sessions.find(`key ${n}`, new Date())),
  );
  expect(performance.now() - beganAt).toBeLessThan(6_000);
  expect(answers).toEqual(
    answers.map(() => ({ status: 'rejected', reason: expect.objectContaining(UNAVAILABLE) })),
  );
});

it('refuses with the same failure whatever keeps it from connecting, and reports it once', async () => {
  const url = new URL(database.url);
  url.password = 'wrong';
  url.username = 'nobody_of_that_name';
  open({ url: url.href });
  for (let n = 0; n < 3; n += 1) await expect(pool.query('SELECT 1')).rejects.toMatchObject(UNAVAILABLE);
  expect(errorsTold()).toEqual(['the database cannot be used']);
});

it('passes on what is no outage as the driver tells it', async () => {
  open();
  await expect(pool.query('SELECT FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  await expect(pool.query('SELECT $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
  expect(logger.entries).toEqual([]);
});
