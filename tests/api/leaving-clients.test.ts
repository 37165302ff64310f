import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { uuidGenerator } from '../../src/adapters/system/system.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { requestSummary } from '../../src/infrastructure/observability/request-summary.ts';
import { makeUser } from '../builders/make-user.ts';
import { keepLines } from '../observability/log-lines.ts';
import { type ApiWorld, CSRF_TOKEN, openApiWorld } from '../support/api-world.ts';
import { eventually } from '../support/eventually.ts';
import { type Gate, makeGate } from '../support/gate.ts';

const user = makeUser();
const kept = keepLines();
const summaryLogger = createLogger({ name: 'request.summary', level: 'info', release: '1', ...kept });
let world: ApiWorld;
let cookie: string;
/** Requests that have come, the latest last. */
let arrived: Request[] = [];
/** Holds requests before they reach the application. */
let gate: Gate | undefined;

const noteArrival: RequestHandler = (req, _res, next) => {
  arrived.push(req);
  void (gate?.pass() ?? Promise.resolve()).then(() => next());
};

beforeAll(async () => {
  world = await openApiWorld({
    before: [requestSummary({ logger: summaryLogger, ids: uuidGenerator }), noteArrival],
  });
  await world.unitOfWork.run(({ users }) => users.insertOrFind(user));
  cookie = `sessionid=${await world.openSession(user)}; csrftoken=${CSRF_TOKEN}`;
});
beforeEach(() => {
  world.logger.entries.length = 0;
  kept.lines.length = 0;
  arrived = [];
  gate = undefined;
});
afterAll(() => world.close());

/** Sends the beginning of a request. */
async function begin(head: string, beginning: string): Promise<Socket> {
  const { hostname, port, host } = new URL(world.url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  const headers = `Host: ${host}\r\nCookie: ${cookie}\r\nX-CSRFToken: ${CSRF_TOKEN}`;
  socket.write(`${head} HTTP/1.1\r\n${headers}\r\n${beginning}`);
  return socket;
}

/** Until the server has noticed that so many clients left, each of them before it was answered. */
const haveLeft = (count: number) =>
  eventually(() => {
    const summaries = kept.entries().map(({ Fields }) => [Fields['code'], Fields['aborted']]);
    expect(summaries).toEqual(Array.from({ length: count }, () => [499, true]));
  });

/** What begins after something else, and takes no less, ends after it. */
async function expectNothingToLookInto(): Promise<void> {
  const signedIn = await world.signIn(user);
  expect((await signedIn.rest('GET', 'users/me/')).status).toBe(200);
  expect((await signedIn.rest('PATCH', `users/${user.id}/`, { language: 'fr-fr' })).status).toBe(200);
  expect(world.logger.entries.filter(({ level }) => level === 'error')).toEqual([]);
}

const BODY_THAT_NEVER_COMES = 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"language":';

it.each([
  ['over REST', `PATCH /api/v1.0/users/${user.id}/`],
  ['over tRPC', 'POST /trpc/users.update'],
])('a client that leaves in the middle of its body is no failure of ours, %s', async (_name, head) => {
  const socket = await begin(head, BODY_THAT_NEVER_COMES);
  await eventually(() => expect(arrived.map((req) => req.readableFlowing)).toEqual([true]));
  socket.resetAndDestroy();
  await haveLeft(1);
  await expectNothingToLookInto();
});

it('clients that leave before the answer disturb no other', async () => {
  gate = makeGate();
  const sockets = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      begin(index % 2 === 0 ? 'GET /api/v1.0/users/me/' : 'GET /trpc/users.me', '\r\n'),
    ),
  );
  await eventually(() => expect(arrived).toHaveLength(50));
  for (const socket of sockets) socket.resetAndDestroy();
  await haveLeft(50);
  gate.open();
  gate = undefined;
  await expectNothingToLookInto();
});
