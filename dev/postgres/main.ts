/** Runs the development database until it is asked to stop. Arguments: `--data-dir`, `--port`. */
import { parseArgs } from 'node:util';
import { stopRequested } from '../companion/stop-requested.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.data/postgres' },
    port: { type: 'string', default: '0' },
  },
});

const stopped = stopRequested();
const server = await startEmbeddedPostgres({
  dataDir: values['data-dir'],
  port: Number(values.port),
  databaseName: 'regie',
  user: 'regie',
  durable: true,
  log: console.log,
});
console.log(`PostgreSQL is ready on 127.0.0.1:${server.port}${server.reused ? ' (it was running)' : ''}`);
console.log(`Stopping: ${await stopped}`);
await server.stop();
process.exit(0);
