/** Takes jobs from the database given as argument and never finishes any; to be killed by a test. */
import { EventEmitter } from 'node:events';
import { run, type WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import { AbandonedJobRecovery } from '../../../src/adapters/postgres/jobs/abandoned-job-recovery.ts';

const [connectionString] = process.argv.slice(2);
const pool = new Pool({ connectionString });
const say = (message: string) => {
  process.stdout.write(`${message}\n`);
};
const recovery = new AbandonedJobRecovery({
  pool,
  logger: { info: say, warn: say, error: say },
  intervalMs: 200,
});
const events: WorkerEvents = new EventEmitter();
events.on('pool:create', ({ workerPool }) => recovery.hold(workerPool.id));
pool.on('error', (error) => say(error.message));
pool.on('connect', (client) => client.on('error', (error) => say(error.message)));
await run({
  pgPool: pool,
  events,
  concurrency: 1,
  taskList: {
    harvest: (payload) => {
      say(`took ${JSON.stringify(payload)}`);
      return new Promise(() => undefined);
    },
  },
});
recovery.start();
