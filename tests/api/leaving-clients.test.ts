import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeUser } from '../builders/make-user.ts';
import { type ApiWorld, CSRF_TOKEN, openApiWorld } from '../support/api-world.ts';

const user = makeUser();
let world: ApiWorld;
let cookie: string;

beforeAll(async () => {
  world = await openApiWorld();
  await world.unitOfWork.run(({ users }) => users.insertOrFind(user));
  cookie = `sessionid=${await world.openSession(user)}; csrftoken=${CSRF_TOKEN}`;
});
beforeEach(() => {
  world.logger.entries.length = 0;
});
afterAll(() => world.close());

/** Sends the beginning of a request and goes. */
async function sendAndLeave(head: string, beginning: string): Promise<void> {
  const { hostname, port, host } = new URL(world.url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  const headers = `Host: ${host}\r\nCookie: ${cookie}\r\nX-CSRFToken: ${CSRF_TOKEN}`;
  socket.write(`${head} HTTP/1.1\r\n${headers}\r\n${beginning}`);
  // Long enough for the request to be under way.
  await delay(20);
  socket.resetAndDestroy();
}

const BODY_THAT_NEVER_COMES = 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"language":';

it.each([
  ['over REST', `PATCH /api/v1.0/users/${user.id}/`],
  ['over tRPC', 'POST /trpc/users.update'],
])('a client that leaves in the middle of its body is no failure of ours, %s', async (_name, head) => {
  await sendAndLeave(head, BODY_THAT_NEVER_COMES);
  await delay(50);
  expect(world.logger.entries.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await world.client({}).rest('GET', 'config/')).status).toBe(200);
});

it('clients that leave before the answer disturb nobody', async () => {
  const leaving = Array.from({ length: 50 }, (_, index) =>
    sendAndLeave(index % 2 === 0 ? 'GET /api/v1.0/users/me/' : 'GET /trpc/users.me', '\r\n'),
  );
  const signedIn = await world.signIn(user);
  expect((await signedIn.rest('GET', 'users/me/')).status).toBe(200);
  await Promise.all(leaving);
  expect((await signedIn.rest('GET', 'users/me/')).status).toBe(200);
  expect(world.logger.entries.filter(({ level }) => level === 'error')).toEqual([]);
});
