import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeIdleQueues } from '../../src/adapters/postgres/jobs/remove-idle-queues.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues RESTART IDENTITY',
  );
});
afterAll(() => database.close());

const ADD_JOB = `SELECT id FROM graphile_worker.add_job('harvest', queue_name => $1)`;
const addJob = async (queue: string) =>
  (await database.pool.query<{ id: string }>(ADD_JOB, [queue])).rows[0]?.id;
const finishJob = (id: string | undefined) =>
  database.pool.query('SELECT graphile_worker.complete_jobs(ARRAY[$1::bigint])', [id]);
const queues = async () => {
  const { rows } = await database.pool.query<{ queue_name: string }>(
    'SELECT queue_name FROM graphile_worker._private_job_queues ORDER BY id',
  );
  return rows.map(({ queue_name: name }) => name);
};

it('removes the queues that no job is in, and no other', async () => {
  const first = await addJob('one');
  await addJob('two');
  await finishJob(await addJob('two'));
  await finishJob(await addJob('three'));
  await finishJob(first);
  await finishJob(await addJob('being worked on'));
  await database.pool.query(
    `UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = 'somebody' WHERE queue_name LIKE 'being%'`,
  );
  expect(await removeIdleQueues(database.pool)).toBe(2);
  expect(await queues()).toEqual(['two', 'being worked on']);
  expect(await removeIdleQueues(database.pool)).toBe(0);
});

it('gives up while a job is added, whose queue stays', async () => {
  await finishJob(await addJob('one'));
  const other = await database.pool.connect();
  try {
    await other.query('BEGIN');
    await other.query(ADD_JOB, ['one']);
    expect(await removeIdleQueues(database.pool)).toBeUndefined();
    await other.query('COMMIT');
  } finally {
    other.release();
  }
  expect(await removeIdleQueues(database.pool)).toBe(0);
  const { rows } = await database.pool.query('SELECT queue_name FROM graphile_worker.jobs');
  expect(rows).toEqual([{ queue_name: 'one' }]);
});

it('has a job that is added later find a queue of that name again', async () => {
  await finishJob(await addJob('one'));
  await removeIdleQueues(database.pool);
  await addJob('one');
  const { rows } = await database.pool.query(
    `SELECT j.id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id`,
  );
  expect(rows).toHaveLength(1);
});
