/** A dimail that lists, of each domain, what our database has of it, each call some milliseconds after it was made. */
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { stopRequested } from '../../dev/companion/stop-requested.ts';

/** A path beyond dimail's API, which tells what was called. */
const CALLS = '/calls';
const MAILBOXES = /^\/v2\/domains\/([^/]+)\/mailboxes\/$/;
const ALIASES = /^\/domains\/([^/]+)\/aliases\/$/;
const TOKEN_LIFE_SECONDS = 47 * 60;
const CALL_MS = Number(process.env['CALL_MS']);

/** A disabled mailbox has lost its account in the groupware, and its names with it (contract/dimail.md section 8). */
const LIST_MAILBOXES = `SELECT coalesce(json_agg(json_build_object('type', 'mailbox',
    'active', CASE m.status WHEN 'enabled' THEN 'yes' ELSE 'no' END, 'email', m.local_part || '@' || d.name,
    'features', CASE m.status WHEN 'enabled' THEN '["ox"]'::json ELSE '[]'::json END,
    'extras', json_build_object('schedule', NULL, 'ox', CASE m.status WHEN 'enabled' THEN
      json_build_object('given_name', m.first_name, 'sur_name', m.last_name,
                        'display_name', m.first_name || ' ' || m.last_name) END),
    'additionalSenders', '[]'::json)), '[]')::text AS body
  FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
 WHERE d.name = $1 AND m.status IN ('enabled', 'disabled')`;
const LIST_ALIASES = `SELECT coalesce(json_agg(json_build_object('username', a.local_part, 'domain', d.name,
    'destination', a.destination, 'allow_to_send', false)), '[]')::text AS body
  FROM mail_alias a JOIN mail_domain d ON d.id = a.mail_domain_id WHERE d.name = $1`;

const stopping = stopRequested();
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const calls = { tokens: 0, lists: 0, mostAtOnce: 0 };
let open = 0;

const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');

function token(): string {
  const exp = Math.floor(Date.now() / 1000) + TOKEN_LIFE_SECONDS;
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'bench', exp })}.signature`;
}

async function list(statement: string, domain: string): Promise<string> {
  calls.lists += 1;
  const { rows } = await pool.query<{ body: string }>(statement, [decodeURIComponent(domain)]);
  return rows[0]?.body ?? '[]';
}

/** Undefined for a path that is not called here. */
async function answer({ url = '', method }: IncomingMessage): Promise<string | undefined> {
  if (method !== 'GET') return undefined;
  if (url === '/token/') {
    calls.tokens += 1;
    return JSON.stringify({ access_token: token(), token_type: 'bearer' });
  }
  const mailboxes = MAILBOXES.exec(url)?.[1];
  if (mailboxes !== undefined) return list(LIST_MAILBOXES, mailboxes);
  const aliases = ALIASES.exec(url)?.[1];
  return aliases === undefined ? undefined : list(LIST_ALIASES, aliases);
}

const server = createServer(async (request, response) => {
  const send = (status: number, body: string) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body);
  if (request.url === CALLS) return send(200, JSON.stringify(calls));
  open += 1;
  calls.mostAtOnce = Math.max(calls.mostAtOnce, open);
  try {
    const [body] = await Promise.all([answer(request), delay(CALL_MS)]);
    if (body === undefined) return send(404, '{"detail": "Not Found"}');
    return send(200, body);
  } catch (error) {
    return send(500, JSON.stringify({ detail: String(error) }));
  } finally {
    open -= 1;
  }
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
await stopping;
process.exit();
