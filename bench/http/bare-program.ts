/** The program that the application is compared with: express, a pool, one statement a request. */
import express from 'express';
import { Pool } from 'pg';
import { stopRequested } from '../../dev/companion/stop-requested.ts';
import type { Subject } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const stopping = stopRequested();
const subject = JSON.parse(process.env['BENCH_SUBJECT'] ?? '{}') as Subject;
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['DATABASE_POOL_SIZE']),
});
const app = express();
for (const { path, bare } of SCENARIOS) {
  const values = bare.values(subject);
  app.get(new URL(path(subject), 'http://localhost').pathname, async (_request, response) => {
    const { rows } = await pool.query(bare.sql, values);
    response.json(bare.body(rows));
  });
}
const server = app.listen(Number(process.env['PORT']), '127.0.0.1', () =>
  process.stdout.write('listening\n'),
);
await stopping;
server.closeAllConnections();
server.close();
await pool.end();
// The open channel to the parent process would keep this one alive.
process.exit();
