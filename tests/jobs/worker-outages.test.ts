import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { DatabasePool } from '../../src/adapters/postgres/connection/database-pool.ts';
import { givenUpHealth, postponedHealth } from '../../src/adapters/postgres/connection/health.ts';
import { AbandonedJobRecovery } from '../../src/adapters/postgres/jobs/abandoned-job-recovery.ts';
import { PgOutbox } from '../../src/adapters/postgres/jobs/pg-outbox.ts';
import { systemClock, systemRandomness } from '../../src/adapters/system/system.ts';
import type { Job, JobHandlers, JobOutcome } from '../../src/application/shared/jobs/job.ts';
import { StorageUnavailable } from '../../src/application/shared/storage-unavailable.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';
import { startWorker, type Worker } from '../../src/infrastructure/jobs/start-worker.ts';
import { newId } from '../builders/new-id.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { type Gate, makeGate } from '../support/gate.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let pool: DatabasePool;
let worker: Worker | undefined;
let logger: RecordingLogger;
let gate: Gate;
let begun: Job[];
let poolIds: string[];
let carryOut: (job: Job) => Promise<JobOutcome>;
const unhandled: unknown[] = [];
const keepUnhandled = (error: unknown) => void unhandled.push(error);

beforeAll(async () => {
  database = await openTestDatabase();
  process.on('unhandledRejection', keepUnhandled);
});
beforeEach(async () => {
  proxy = await startTcpProxy(Number(new URL(database.url).port));
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  logger = new RecordingLogger();
  pool = new DatabasePool({
    url: url.href,
    size: 8,
    connectTimeoutMs: 1_000,
    statementTimeoutMs: 1_000,
    logger,
  });
  gate = makeGate();
  begun = [];
  poolIds = [];
  unhandled.length = 0;
  carryOut = async (job) => {
    begun.push(job);
    await gate.pass();
    return undefined;
  };
});
afterEach(async () => {
  gate.open();
  await worker?.stop();
  worker = undefined;
  await pool.end();
  await proxy.close();
  await database.pool.query('DELETE FROM graphile_worker._private_jobs');
  expect(unhandled).toEqual([]);
});
afterAll(async () => {
  process.off('unhandledRejection', keepUnhandled);
  await database.close();
});

const start = async () => {
  worker = await startWorker({
    pool,
    // The only ones there are jobs of.
    handlers: { provision_mailbox: (job: Job) => carryOut(job) } as unknown as JobHandlers,
    concurrency: 2,
    pollIntervalMs: 200,
    clock: systemClock,
    randomness: systemRandomness,
    logger,
    onPoolId: (id) => void poolIds.push(id),
  });
  return worker;
};
const queue = () =>
  new PgOutbox(database.pool).append({
    name: 'provision_mailbox',
    mailboxId: newId(),
    mailDomainId: newId(),
  });
const jobsLeft = async () => {
  const { rows } = await database.pool.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM graphile_worker._private_jobs',
  );
  return rows[0]?.left;
};
const endSessions = () =>
  database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'regie' AND datname = current_database()`,
  );
const expectNoJobsLeft = () => eventually(async () => expect(await jobsLeft()).toBe(0));
/** No new session is accepted, and the open ones are ended. */
const shut = async () => {
  const { rows } = await database.pool.query<{ name: string }>('SELECT current_database() AS name');
  // A database cannot be closed from a session inside it.
  const admin = new Client({ connectionString: inject('databaseServer').adminUrl });
  await admin.connect();
  return {
    begin: async () => {
      await admin.query(`ALTER DATABASE ${rows[0]?.name} ALLOW_CONNECTIONS false`);
      await endSessions();
    },
    end: async () => {
      await admin.query(`ALTER DATABASE ${rows[0]?.name} ALLOW_CONNECTIONS true`);
      await admin.end();
    },
  };
};

it('notes a job that ended during an outage as done once, when the database is back', async () => {
  await queue();
  await start();
  await gate.reached;
  const door = await shut();
  await door.begin();
  gate.open();
  // Every attempt to say that it is done fails meanwhile.
  await eventually(() =>
    expect(logger.entries.map(({ message }) => message)).toContain('the database cannot be used'),
  );
  await door.end();
  await expectNoJobsLeft();
  expect(begun).toHaveLength(1);
});

it('tries a job again that failed during an outage', async () => {
  await queue();
  carryOut = async (job) => {
    begun.push(job);
    await gate.pass();
    if (begun.length === 1) throw new Error('a bug');
    return undefined;
  };
  await start();
  await gate.reached;
  const door = await shut();
  await door.begin();
  gate.open();
  await eventually(() =>
    expect(logger.entries.map(({ message }) => message)).toContain('the database cannot be used'),
  );
  await door.end();
  await expectNoJobsLeft();
  expect(begun).toHaveLength(2);
});

it('postpones a job that could not use the database, as for any outage', async () => {
  await queue();
  carryOut = async (job) => {
    begun.push(job);
    if (begun.length === 1)
      throw new StorageUnavailable('database_unavailable', 'away', { cause: undefined });
    return undefined;
  };
  await start();
  await expectNoJobsLeft();
  expect(begun).toHaveLength(2);
  expect(begun[1]).toEqual(begun[0]);
  expect(logger.entries.map(({ level }) => level)).not.toContain('error');
});

it('starts the worker again when it ends by itself', async () => {
  const { health } = await start();
  await eventually(() => expect(poolIds).toHaveLength(1));
  expect(await health()).toBe('ok');
  // The notification by which another release announces a change of the queue's schema: the worker ends in order.
  await eventually(async () => {
    await database.pool.query(
      `SELECT pg_notify('worker:migrate', '{"breaking": true, "migrationNumber": 99}')`,
    );
    expect(poolIds.length).toBeGreaterThan(1);
  });
  gate.open();
  await queue();
  await expectNoJobsLeft();
  expect(begun).toHaveLength(1);
  await eventually(async () => expect(await health()).toBe('ok'));
  expect(logger.entries.map(({ message }) => message)).toContain(
    'the worker stopped by itself and is started again',
  );
  process.exitCode = 0;
});

it('stops although the database is away', async () => {
  await start();
  const door = await shut();
  await door.begin();
  await eventually(() =>
    expect(logger.entries.map(({ message }) => message)).toContain('the database cannot be used'),
  );
  const beganAt = performance.now();
  await worker?.stop();
  expect(performance.now() - beganAt).toBeLessThan(15_000);
  await door.end();
});

it('gives back a job whose way to a worker was lost, and none that is carried out', async () => {
  await start();
  await eventually(() => expect(poolIds).toHaveLength(1));
  const recovery = new AbandonedJobRecovery({
    pool,
    logger,
    intervalMs: 100,
    isCarryingOut: (id) => worker?.isCarryingOut(id) ?? true,
    lostAnswerGraceMs: 300,
  });
  await recovery.hold(poolIds[0] ?? '');
  await queue();
  await gate.reached;
  // As if the database had given us a job in an answer that never came; its queue is locked with it.
  await queue();
  await database.pool.query(
    `WITH j AS (UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = attempts + 1
                 WHERE locked_at IS NULL RETURNING job_queue_id)
     UPDATE graphile_worker._private_job_queues SET locked_by = $1, locked_at = now()
      WHERE id IN (SELECT job_queue_id FROM j)`,
    [poolIds[0]],
  );
  recovery.start();
  await eventually(() => expect(begun).toHaveLength(2));
  expect(await jobsLeft()).toBe(2);
  gate.open();
  await expectNoJobsLeft();
  await recovery.stop();
  expect(begun).toHaveLength(2);
});

it('tells operators of jobs that wait for long for dimail, and of those that were given up', async () => {
  const checks = postponedHealth(database.pool, {
    cacheMs: 0,
    patienceSeconds: { dimail: 0, mail: 0, others: 0 },
  });
  const all = async () => ({
    dimail: await checks.dimail(),
    mail: await checks.mail(),
    postponed_jobs: await checks.postponed_jobs(),
    given_up_jobs: await givenUpHealth(database.pool)(),
  });
  const well = { dimail: 'ok', mail: 'ok', postponed_jobs: 'ok', given_up_jobs: 'ok' };
  expect(await all()).toEqual(well);
  let isAway = true;
  carryOut = async (job) => {
    begun.push(job);
    if (isAway) throw new DomainError('mail_provisioner.unavailable', 'away', { retryAfterSeconds: 3 });
    return undefined;
  };
  await queue();
  await start();
  await eventually(async () => expect(await all()).toEqual({ ...well, dimail: 'warning' }));
  isAway = false;
  await expectNoJobsLeft();
  expect(await all()).toEqual(well);
  // The members for operators are not part of the job.
  expect(begun.at(-1)).toEqual(begun[0]);

  await queue();
  await database.pool.query(
    'UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_at = NULL, locked_by = NULL',
  );
  await eventually(async () => {
    await database.pool.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
    expect(await all()).toMatchObject({ postponed_jobs: 'ok' });
  });
});
