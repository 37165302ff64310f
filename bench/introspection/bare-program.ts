/**
 * The program that the application is compared with: express, a pool, one equivalent statement a request, no
 * authentication.
 */
import express from 'express';
import { Pool } from 'pg';
import { stopRequested } from '../../dev/companion/stop-requested.ts';
import { AUDIENCE } from './make-answer.ts';
import { PAGE_SIZE, TEAMS_PATH } from './service-teams.ts';

const SQL = `SELECT t.id, t.created_at, t.depth, t.is_visible_all_services, t.name, t.numchild, t.path, t.updated_at,
       (count(*) OVER ())::int AS total
  FROM user_account u JOIN team_access a ON a.user_id = u.id JOIN team t ON t.id = a.team_id
 WHERE u.sub = $1 AND u.is_active AND (t.is_visible_all_services OR EXISTS (
         SELECT FROM team_service_provider l JOIN service_provider p ON p.id = l.service_provider_id
          WHERE l.team_id = t.id AND p.audience_id = $2))
 ORDER BY t.created_at DESC, t.id LIMIT $3`;

const stopping = stopRequested();
const origin = process.env['BENCH_ORIGIN'] ?? '';
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['DATABASE_POOL_SIZE']),
});
const app = express();
app.get(TEAMS_PATH, async (_request, response) => {
  const { rows } = await pool.query<{ total: number }>(SQL, ['sub-1', AUDIENCE, PAGE_SIZE]);
  const count = rows[0]?.total ?? 0;
  const next = count > PAGE_SIZE ? `${origin}${TEAMS_PATH}?page=2` : null;
  response.json({ count, next, previous: null, results: rows.map(({ total: _total, ...team }) => team) });
});
const server = app.listen(Number(process.env['PORT']), '127.0.0.1');
await stopping;
server.closeAllConnections();
server.close();
await pool.end();
process.exit();
