import { quickAddJob, runMigrations } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readWorkState } from '../../src/adapters/postgres/connection/work-state.ts';
import { makeReadDatabaseState } from '../../src/infrastructure/observability/metrics/database-state.ts';
import { makeMetrics } from '../../src/infrastructure/observability/metrics/metrics.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await runMigrations({ connectionString: database.url });
});
afterAll(() => database.close());

const add = (job: string, spec: { runAt?: Date; payload?: object } = {}) =>
  quickAddJob({ connectionString: database.url }, job, spec.payload ?? {}, {
    runAt: spec.runAt ?? new Date(),
  });
const past = (seconds: number) => new Date(Date.now() - seconds * 1000);

it('counts jobs by name and state, changes and mails; an empty database has none', async () => {
  expect(await readWorkState(database.pool)).toEqual({
    jobs: [],
    mailChanges: { mailboxes: 0, aliases: 0, oldestSeconds: 0 },
    mails: { waiting: 0, troubled: 0, refused: 0, givenUp: 0 },
  });
  await add('one', { runAt: past(100) });
  await add('one', { runAt: past(10) });
  await add('one', { runAt: new Date(Date.now() + 3_600_000) });
  await add('one', { payload: { postponed: { since: past(50).toISOString(), code: 'mailer.unavailable' } } });
  await add('two');
  await database.pool.query(`UPDATE graphile_worker._private_jobs AS j SET attempts = max_attempts
    FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = 'two'`);
  const { jobs } = await readWorkState(database.pool);
  expect(Object.fromEntries(jobs.map(({ job, ...rest }) => [job, rest]))).toEqual({
    one: { due: 2, later: 1, running: 0, postponed: 1, givenUp: 0, oldestDueSeconds: expect.any(Number) },
    two: { due: 0, later: 0, running: 0, postponed: 0, givenUp: 1, oldestDueSeconds: 0 },
  });
  const [one] = jobs.filter(({ job }) => job === 'one');
  expect(one?.oldestDueSeconds).toBeGreaterThanOrEqual(99);
});

it('does not keep whoever reads the metrics waiting for a database that is silent', async () => {
  const metrics = makeMetrics();
  const silent = { query: () => new Promise(() => undefined) };
  const pools = { main: database.pool };
  await makeReadDatabaseState({ metrics, pools, pool: silent as never, patienceMs: 20 })();
  expect(await metrics.registry.metrics()).toContain('regie_database_state_readable 0');
});

it('says nothing of work while the database does not answer, and that it does not', async () => {
  const metrics = makeMetrics();
  const pool = database.pool;
  let answers = true;
  const query = (...given: Parameters<typeof pool.query>) =>
    answers ? pool.query(...given) : Promise.reject(new Error('no answer'));
  const refresh = makeReadDatabaseState({
    metrics,
    pools: { main: pool },
    pool: { query } as never,
    cacheMs: 0,
  });
  await refresh();
  const read = await metrics.registry.metrics();
  expect(read).toContain('regie_jobs{job="one",state="due"} 2');
  expect(read).toContain('regie_audit_months_ahead 6');
  answers = false;
  await refresh();
  const text = await metrics.registry.metrics();
  expect(text).toContain('regie_database_state_readable 0');
  expect(text).not.toContain('regie_jobs{');
  expect(text).not.toMatch(/^regie_audit_months_ahead/m);
});
