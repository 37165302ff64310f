import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Runner, run, type WorkerEvents } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Companion, startCompanion } from '../../dev/companion/companion-process.ts';
import { AbandonedJobRecovery } from '../../src/adapters/postgres/jobs/abandoned-job-recovery.ts';
import { eventually } from '../support/eventually.ts';
import { makeGate } from '../support/gate.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const WORKER = fileURLToPath(new URL('./programs/worker.ts', import.meta.url));
const GRACE_MS = 300;

describe('abandoned job recovery', () => {
  let database: TestDatabase;
  let recovery: AbandonedJobRecovery;
  const others: AbandonedJobRecovery[] = [];
  const workers: Companion[] = [];
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);

  const makeRecovery = (graceMs = GRACE_MS, isServing?: (queueId: number) => boolean) => {
    const logger = { info: () => undefined, warn, error: warn };
    const own = isServing === undefined ? {} : { isServing };
    const made = new AbandonedJobRecovery({ pool: database.pool, logger, intervalMs: 100, graceMs, ...own });
    others.push(made);
    return made;
  };
  const query = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;
  const addJob = (fruit: string, queue: string | null = null) =>
    query(`SELECT id FROM graphile_worker.add_job('harvest', json_build_object('fruit', $1::text), $2)`, [
      fruit,
      queue,
    ]);
  /** A job taken in the name of a pool, as graphile-worker does. */
  const addJobTakenBy = async (poolId: string) => {
    const [job] = await addJob('fig');
    const taken = await query(
      'UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() WHERE id = $2 RETURNING locked_by',
      [poolId, job?.id],
    );
    expect(taken).toEqual([{ locked_by: poolId }]);
  };
  /** The session with the lock of the only locked pool. */
  const holder = async () => {
    const rows = await query(`SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
                               WHERE locktype = 'advisory' AND datname = current_database()`);
    return rows[0]?.pid;
  };
  const lockedBy = async () => {
    const rows = await query('SELECT locked_by FROM graphile_worker.jobs ORDER BY id');
    return rows.map((row) => row.locked_by);
  };
  /** A process of its own that took the job just added and will not finish it. */
  const startWorker = async (fruit: string) => {
    await addJob(fruit, 'orchard');
    const worker = await startCompanion({
      name: fruit,
      program: WORKER,
      args: [database.url],
      ready: { line: new RegExp(`took .*${fruit}`) },
      write: () => undefined,
      graceMs: 0,
    });
    workers.push(worker);
    const [row] = await query(
      `SELECT locked_by FROM graphile_worker._private_jobs WHERE payload->>'fruit' = $1`,
      [fruit],
    );
    return { worker, poolId: String(row?.locked_by) };
  };

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(() => {
    recovery = makeRecovery();
    warnings.length = 0;
  });
  afterEach(async () => {
    for (const made of others.splice(0)) await made.stop();
    for (const worker of workers.splice(0)) await worker.stop();
    await query('TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues');
  });
  afterAll(() => database.close());

  it('runs the job of a killed process again within seconds, though its queue was locked', async () => {
    const { worker, poolId } = await startWorker('pear');
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    const harvested: unknown[] = [];
    const runner: Runner = await run({
      pgPool: database.pool,
      noHandleSignals: true,
      // No worker polls by itself: the recovery must notify them.
      pollInterval: 600_000,
      taskList: { harvest: (payload) => void harvested.push(payload) },
    });
    recovery.start();
    await eventually(() => expect(harvested).toEqual([{ fruit: 'pear' }]));
    expect(warnings).toEqual(['Gave back the jobs of worker pools that died']);
    expect(poolId).toMatch(/^pool-/);
    await runner.stop();
  });

  it('deletes a job that was queued anew while a killed process ran it, and runs the new one', async () => {
    const addKeyed = (fruit: string) =>
      query('SELECT graphile_worker.add_job($1, $2, job_key => $3, queue_name => $4)', [
        'harvest',
        { fruit },
        'the key',
        'orchard',
      ]);
    await addKeyed('plum');
    const worker = await startCompanion({
      name: 'plum',
      program: WORKER,
      args: [database.url],
      ready: { line: /took .*plum/ },
      write: () => undefined,
      graceMs: 0,
    });
    workers.push(worker);
    await addKeyed('ripe plum');
    expect(await query('SELECT key FROM graphile_worker.jobs ORDER BY id')).toEqual([
      { key: null },
      { key: 'the key' },
    ]);
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    await eventually(async () => expect(await recovery.recover()).toHaveLength(1));
    expect(
      await query(`SELECT j.key, j.locked_by, j.attempts, p.payload
                     FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id)`),
    ).toEqual([{ key: 'the key', locked_by: null, attempts: 0, payload: { fruit: 'ripe plum' } }]);
  });

  it('keeps a job that a killed process tried for the last time, and that of a living one', async () => {
    await addJobTakenBy('pool-dead');
    await query(`UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'rotten'`);
    const alive = makeRecovery();
    await alive.hold('pool-alive');
    await addJobTakenBy('pool-alive');
    await query(
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE locked_by = 'pool-alive'`,
    );
    await eventually(async () => expect(await recovery.recover()).toEqual(['pool-dead']));
    expect(await query('SELECT last_error, locked_by FROM graphile_worker.jobs ORDER BY id')).toEqual([
      { last_error: 'rotten', locked_by: null },
      { last_error: null, locked_by: 'pool-alive' },
    ]);
  });

  it('leaves the jobs of living processes alone while it gives back those of dead ones', async () => {
    const alive = await startWorker('apple');
    await addJobTakenBy('pool-dead');
    await eventually(async () => expect(await recovery.recover()).toEqual(['pool-dead']));
    expect(await recovery.recover()).toEqual([]);
    expect(await lockedBy()).toEqual([alive.poolId, null]);
  });

  it('waits for a pool that may have taken its first job before its lock', async () => {
    await addJobTakenBy('pool-new');
    const patient = makeRecovery(60_000);
    expect(await patient.recover()).toEqual([]);
    expect(await patient.recover()).toEqual([]);
    expect(await makeRecovery(0).recover()).toEqual(['pool-new']);
  });

  it('starts to wait anew when a pool has been seen with its lock meanwhile', async () => {
    await addJobTakenBy('pool-late');
    const other = makeRecovery();
    const since = performance.now();
    expect(await recovery.recover()).toEqual([]);
    await other.hold('pool-late');
    await eventually(() => expect(performance.now() - since).toBeGreaterThan(2 * GRACE_MS));
    expect(await recovery.recover()).toEqual([]);
    await other.letGo('pool-late');
    expect(await recovery.recover()).toEqual([]);
    await eventually(async () => expect(await recovery.recover()).toEqual(['pool-late']));
  });

  it('never gives back what its own process does, and lets go on request', async () => {
    await addJobTakenBy('pool-ours');
    const eager = makeRecovery(0);
    await eager.hold('pool-ours');
    expect(await eager.recover()).toEqual([]);
    expect(await makeRecovery(0).recover()).toEqual([]);
    await eager.letGo('pool-ours');
    expect(await eager.recover()).toEqual(['pool-ours']);
    expect(await lockedBy()).toEqual([null]);
  });

  it('takes its locks back when the connection is lost', async () => {
    await addJobTakenBy('pool-blinking');
    const other = makeRecovery();
    await other.hold('pool-blinking');
    const first = await holder();
    await query('SELECT pg_terminate_backend($1)', [first]);
    await eventually(async () => {
      const second = await holder();
      expect(second).toBeGreaterThan(0);
      expect(second).not.toBe(first);
    });
    expect(await makeRecovery(0).recover()).toEqual([]);
    expect(warnings).toEqual(['Lost the connection with the locks of our worker pools; opening it again']);
  });

  it('goes on with a queue whose job ran twice, and was finished by the worker that had lost it', async () => {
    const served = new Map<string, number | null>();
    const isServing = (queueId: number) => [...served.values()].includes(queueId);
    const own = makeRecovery(0, isServing);
    const takers: string[] = [];
    /** A worker of graphile-worker whose first job ends when its gate is opened. */
    const startTaker = async (name: string, events: WorkerEvents = new EventEmitter()) => {
      const gate = makeGate();
      const runner = await run({
        pgPool: database.pool,
        noHandleSignals: true,
        concurrency: 1,
        pollInterval: 50,
        events,
        taskList: {
          harvest: async (payload) => {
            takers.push(`${name}: ${(payload as { fruit: string }).fruit}`);
            await gate.pass();
          },
        },
      });
      return { gate, runner };
    };
    await addJob('quince', 'orchard');
    const lost = await startTaker('lost');
    await eventually(() => expect(takers).toEqual(['lost: quince']));
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => own.hold(workerPool.id));
    events.on('job:start', ({ job }) => served.set(job.id, job.job_queue_id));
    events.on('job:complete', ({ job }) => served.delete(job.id));
    // The first worker takes no more: what follows is the second one's.
    const ending = lost.runner.stop();
    const kept = await startTaker('kept', events);
    await eventually(async () => expect(await own.recover()).toHaveLength(1));
    await eventually(() => expect(takers).toEqual(['lost: quince', 'kept: quince']));
    lost.gate.open();
    await ending;
    await addJob('medlar', 'orchard');
    await addJob('sorb', 'orchard');
    for (let look = 0; look < 3; look += 1) expect(await own.freeOwnQueues()).toBe(0);
    expect(takers).toHaveLength(2);
    kept.gate.open();
    await eventually(() => expect(served.size).toBe(0));
    await eventually(async () => expect(await own.freeOwnQueues()).toBe(1));
    await eventually(() => expect(takers.slice(2)).toEqual(['kept: medlar', 'kept: sorb']));
    await eventually(async () => expect(await query('SELECT id FROM graphile_worker.jobs')).toEqual([]));
    expect(await own.freeOwnQueues()).toBe(0);
    await kept.runner.stop();
  });

  it('frees its locks when it stops', async () => {
    const other = makeRecovery();
    await other.hold('pool-ending');
    expect(await holder()).toBeGreaterThan(0);
    await other.stop();
    await eventually(async () => expect(await holder()).toBeUndefined());
  });

  it('survives a failed look, and looks again', async () => {
    await query('ALTER TABLE graphile_worker._private_jobs RENAME TO hidden');
    recovery.start();
    await eventually(() => expect(warnings).toContain('Could not look for abandoned jobs; trying again'));
    await query('ALTER TABLE graphile_worker.hidden RENAME TO _private_jobs');
    await addJobTakenBy('pool-dead');
    await eventually(async () => expect(await lockedBy()).toEqual([null]));
  });
});
