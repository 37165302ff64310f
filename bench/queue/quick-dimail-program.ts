/** A dimail that answers at once, in memory: the calls that follow the creation of a mailbox, and its list. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { stopRequested } from '../../dev/companion/stop-requested.ts';

/** A path beyond dimail's API, which returns the created mailboxes for the check at the end. */
const HELD = '/held';
const MAILBOX = /^\/domains\/([^/]+)\/mailboxes\/([^/]+)(\/code|\/reset_password\/)?$/;
const LIST = /^\/v2\/domains\/([^/]+)\/mailboxes\/$/;
const TOKEN_LIFE_SECONDS = 3600;

type Mailbox = { creations: number; codes: number; givenName: string; surName: string };
type Answer = Readonly<{ status: number; json: unknown }>;

const stopping = stopRequested();
const mailboxes = new Map<string, Mailbox>();
/** The addresses of each domain. */
const domains = new Map<string, Set<string>>();

const part = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const expiry = Math.floor(Date.now() / 1000) + TOKEN_LIFE_SECONDS;
const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'bench', exp: expiry })}.${randomBytes(32).toString('base64url')}`;
const bearer = `Bearer ${token}`;

const refusal = (status: number, detail: string): Answer => ({ status, json: { detail } });
const password = () => randomBytes(12).toString('base64url');

function create(email: string, body: string): Answer {
  const held = mailboxes.get(email);
  if (held) {
    held.creations += 1;
    return refusal(409, 'Mailbox already exists');
  }
  const { givenName, surName, displayName } = JSON.parse(body) as Record<string, unknown>;
  if (typeof givenName !== 'string' || typeof surName !== 'string' || typeof displayName !== 'string') {
    return refusal(422, 'Field required');
  }
  mailboxes.set(email, { creations: 1, codes: 0, givenName, surName });
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const addresses = domains.get(domain) ?? new Set();
  domains.set(domain, addresses.add(email));
  return { status: 201, json: { email, password: password(), uuid: randomUUID() } };
}

/** In the form of the second version of dimail's list. */
function list(domain: string): Answer {
  const json = [...(domains.get(domain) ?? [])].map((email) => {
    const { givenName, surName } = mailboxes.get(email) ?? {};
    const ox = { given_name: givenName, sur_name: surName, display_name: `${givenName} ${surName}` };
    return { type: 'mailbox', active: 'yes', email, features: ['ox'], extras: { ox, schedule: null } };
  });
  return { status: 200, json };
}

function actOn(email: string, action: string | undefined): Answer {
  const held = mailboxes.get(email);
  if (!held) return refusal(404, 'Mailbox not found');
  if (action === '/reset_password/') return { status: 200, json: { email, password: password() } };
  if (action === '/code') {
    held.codes += 1;
    return {
      status: 200,
      json: { code: randomBytes(16).toString('base64url'), email, maxuse: 3, expires_in: 3600 },
    };
  }
  const { givenName, surName } = held;
  return { status: 200, json: { type: 'mailbox', status: 'ok', email, givenName, surName } };
}

function answer({ method, url = '', headers }: IncomingMessage, body: string): Answer {
  if (url === '/token/') return { status: 200, json: { access_token: token, token_type: 'bearer' } };
  if (url === HELD) {
    return { status: 200, json: [...mailboxes].map(([email, { creations }]) => ({ email, creations })) };
  }
  if (headers.authorization !== bearer) return refusal(403, 'Permission denied');
  const listed = LIST.exec(url)?.[1];
  if (listed !== undefined) return list(decodeURIComponent(listed));
  const [, domain, user, action] = MAILBOX.exec(url) ?? [];
  if (domain === undefined || user === undefined) return refusal(404, 'Not Found');
  const email = `${decodeURIComponent(user)}@${decodeURIComponent(domain)}`;
  return method === 'POST' && action === undefined ? create(email, body) : actOn(email, action);
}

function send(response: ServerResponse, { status, json }: Answer): void {
  const body = JSON.stringify(json);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => send(response, answer(request, body)));
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
await stopping;
process.exit();
