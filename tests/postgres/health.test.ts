import { quickAddJob, run, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseHealth, queueHealth } from '../../src/adapters/postgres/connection/health.ts';
import { openTestDatabase } from '../support/test-database.ts';

describe('health of PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  const unreachable = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });

  beforeAll(async () => {
    database = await openTestDatabase();
    await runMigrations({ connectionString: database.url });
  });
  beforeEach(async () => {
    await database.pool.query('DELETE FROM graphile_worker._private_jobs');
  });
  afterAll(async () => {
    await Promise.all([unreachable.end(), database.close()]);
  });

  it('is fine when the database answers and nothing is pending', async () => {
    expect(await databaseHealth(database.pool, async () => [])()).toBe('ok');
    expect(await databaseHealth(database.pool, async () => ['0002_x'])()).toBe('error');
    await expect(databaseHealth(unreachable, async () => [])()).rejects.toThrow();
  });

  const add = (runAt: string, spec: { maxAttempts?: number } = {}) =>
    quickAddJob({ connectionString: database.url }, 'noop', {}, { runAt: new Date(runAt), ...spec });

  it('is fine with an empty queue, young jobs and jobs of the future', async () => {
    const check = queueHealth(database.pool, { maxWaitSeconds: 60 });
    expect(await check()).toBe('ok');
    await add(new Date(Date.now() - 1_000).toISOString());
    await add('2100-01-01T00:00:00Z');
    expect(await check()).toBe('ok');
  });

  it('warns of a job that no worker carries out, until it is', async () => {
    const check = queueHealth(database.pool, { maxWaitSeconds: 60 });
    await add(new Date(Date.now() - 61_000).toISOString());
    expect(await check()).toBe('warning');
    expect(await queueHealth(database.pool, { maxWaitSeconds: 600 })()).toBe('ok');
    const runner = await run({
      pgPool: database.pool,
      noHandleSignals: true,
      taskList: { noop: () => undefined },
    });
    try {
      await expect.poll(check).toBe('ok');
    } finally {
      await runner.stop();
    }
  });

  it('does not count jobs that are running or were given up', async () => {
    const check = queueHealth(database.pool);
    const old = '2001-01-01T00:00:00Z';
    const [running, failed] = [await add(old), await add(old, { maxAttempts: 1 })];
    await database.pool.query('UPDATE graphile_worker._private_jobs SET locked_at = now() WHERE id = $1', [
      running.id,
    ]);
    await database.pool.query('UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE id = $1', [
      failed.id,
    ]);
    expect(await check()).toBe('ok');
  });

  it('fails without the schema of the queue', async () => {
    const other = await openTestDatabase();
    try {
      await other.pool.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE');
      await expect(queueHealth(other.pool)()).rejects.toMatchObject({ code: '42P01' });
    } finally {
      await other.close();
    }
  });
});
