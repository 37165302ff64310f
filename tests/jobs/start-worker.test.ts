import type { PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PgOutbox } from '../../src/adapters/postgres/jobs/pg-outbox.ts';
import { systemClock, systemRandomness } from '../../src/adapters/system/system.ts';
import type { Job, JobHandlers } from '../../src/application/shared/jobs/job.ts';
import type { MailDomainId } from '../../src/domain/shared/ids.ts';
import { startWorker, type Worker } from '../../src/infrastructure/jobs/start-worker.ts';
import { newId } from '../builders/new-id.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { type Gate, makeGate } from '../support/gate.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let worker: Worker | undefined;
let gate: Gate;
let begun: Job[];
/** How often a worker has looked for a job. */
let looks: number;

beforeAll(async () => {
  database = await openTestDatabase();
  database.pool.on('connect', countLooks);
});
beforeEach(() => {
  gate = makeGate();
  begun = [];
  looks = 0;
});
afterEach(async () => {
  gate.open();
  await worker?.stop();
  await database.pool.query('DELETE FROM graphile_worker._private_jobs');
});
afterAll(() => database.close());

function countLooks(client: PoolClient): void {
  client.on('error', () => undefined);
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
  const counted = async (...given: [{ text?: string }, ...unknown[]]) => {
    const result = await query(...given);
    if (given[0].text?.includes('skip locked')) looks += 1;
    return result;
  };
  client.query = counted as never;
}

/** A worker that searches for jobs only when notified, and whose jobs last until the gate opens. */
const start = async (concurrency: number) => {
  const provision_mailbox = async (job: Job) => {
    begun.push(job);
    await gate.pass();
    return undefined;
  };
  worker = await startWorker({
    pool: database.pool,
    // The only ones there are jobs of.
    handlers: { provision_mailbox } as unknown as JobHandlers,
    concurrency,
    pollIntervalMs: 10 * 60_000,
    clock: systemClock,
    randomness: systemRandomness,
    logger: new RecordingLogger(),
    onPoolId: () => undefined,
  });
};
const queue = (mailDomainId = newId<MailDomainId>()) =>
  new PgOutbox(database.pool).append({
    name: 'provision_mailbox',
    mailboxId: newId(),
    mailDomainId,
  });

it('a worker that found the queues locked by another look is woken without another signal', async () => {
  const other = await database.pool.connect();
  try {
    await queue();
    // As another look for jobs does while it lasts.
    await other.query('BEGIN');
    await other.query('SELECT FROM graphile_worker._private_job_queues FOR UPDATE');
    await start(2);
    await eventually(() => expect(looks).toBeGreaterThanOrEqual(2));
    await other.query('COMMIT');
  } finally {
    other.release();
  }
  // A worker is notified of this job, and takes the earlier one.
  await queue();
  await eventually(() => expect(begun).toHaveLength(2));
});

it('jobs of one queue are carried out one at a time, those of others meanwhile', async () => {
  const domain = newId<MailDomainId>();
  for (let n = 0; n < 3; n += 1) await queue(domain);
  await queue();
  await start(4);
  await eventually(() => expect(begun).toHaveLength(2));
  gate.open();
  await eventually(() => expect(begun).toHaveLength(4));
});
