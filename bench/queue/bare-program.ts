/** The program that the queue is compared with: the same jobs as tasks that send the same request and write one row. */
import { createServer } from 'node:http';
import { run } from 'graphile-worker';
import { Pool } from 'pg';
import { Pool as HttpPool } from 'undici';
import { stopRequested } from '../../dev/companion/stop-requested.ts';

const { DATABASE_URL, DATABASE_POOL_SIZE, DIMAIL_URL = '', JOB_CONCURRENCY, PORT } = process.env;
type Payload = Readonly<{ id: number; domain: string; user: string }>;

const stopping = stopRequested();
const pool = new Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE) });
const dimail = new HttpPool(DIMAIL_URL, { connections: Number(JOB_CONCURRENCY) });
const token = (await (await fetch(`${DIMAIL_URL}/token/`)).json()) as { access_token: string };
const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };

const create = async (payload: unknown): Promise<void> => {
  const { id, domain, user } = payload as Payload;
  const path = `/domains/${domain}/mailboxes/${user}`;
  const body = JSON.stringify({ givenName: user, surName: 'Moreau', displayName: `${user} Moreau` });
  const { statusCode, body: answer } = await dimail.request({ method: 'POST', path, headers, body });
  await answer.text();
  if (statusCode !== 201) throw new Error(`dimail answered ${statusCode}`);
  await pool.query(`UPDATE bare_mailbox SET status = 'enabled' WHERE id = $1`, [id]);
};

await run({
  pgPool: pool,
  concurrency: Number(JOB_CONCURRENCY),
  noHandleSignals: true,
  pollInterval: 1000,
  taskList: { create },
});
createServer((_request, response) => response.end()).listen(Number(PORT), '127.0.0.1');
await stopping;
// The open channel to the parent process would keep this one alive.
process.exit();
