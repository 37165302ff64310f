import { afterEach, beforeEach, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, CSRF_TOKEN, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let ana: User;
beforeEach(async () => {
  world = await openApiWorld();
  ana = await addUser(world, { email: 'ana@massy.fr' });
});
afterEach(() => world.close());

const open = async (user = ana, address: string | null = null) => {
  const key = await world.openSession(user, { address });
  const cookies = { sessionid: key, csrftoken: CSRF_TOKEN };
  return {
    key,
    regie: world.client(cookies).regie,
    status: async () => (await world.client(cookies).rest('GET', 'users/me/')).status,
  };
};

it('shows where one is signed in, and nothing that opens a session', async () => {
  const here = await open();
  world.clock.advance(60);
  const there = await open(ana, '192.0.2.7');
  await open(await addUser(world, { email: 'bo@massy.fr' }));
  const list = await here.regie.sessions.list.query();
  expect(list).toEqual([
    {
      id: world.sessions.idOf(there.key),
      address: '192.0.2.7',
      device: { browser: null, system: null },
      signedInAt: world.clock.now().toISOString(),
      lastSeenAt: null,
      expiresAt: new Date(world.clock.now().getTime() + 43_200_000).toISOString(),
      isCurrent: false,
    },
    expect.objectContaining({ id: world.sessions.idOf(here.key), address: null, isCurrent: true }),
  ]);
  expect(JSON.stringify(list)).not.toContain(here.key);
});

it('tells the browser that one signed in with', async () => {
  const browser = new ApiBrowser(world.url);
  const headers = {
    'user-agent':
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1',
  };
  const { location = '' } = await browser.open('authenticate/', { headers });
  await browser.open(world.identityProvider.signIn(location, { sub: ana.sub, email: 'ana@massy.fr' }), {
    headers,
  });
  const { regie } = world.client(Object.fromEntries(browser.cookies));
  expect(await regie.sessions.list.query()).toMatchObject([
    { device: { browser: 'Safari', system: 'iPhone' }, isCurrent: true },
  ]);
});

it('ends one session, of oneself only', async () => {
  const [here, there] = [await open(), await open()];
  const stranger = await open(await addUser(world, { email: 'bo@massy.fr' }));
  const id = world.sessions.idOf(there.key);
  await expect(stranger.regie.sessions.end.mutate({ id })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND', domainCode: 'session.not_found' },
  });
  await here.regie.sessions.end.mutate({ id });
  expect([await here.status(), await there.status(), await stranger.status()]).toEqual([200, 401, 200]);
  expect(world.audited()).toMatchObject([
    {
      action: 'user.sessions_ended',
      actorId: ana.id,
      objectId: ana.id,
      details: { sessions: 1, cause: 'own_request' },
    },
  ]);
  await here.regie.sessions.end.mutate({ id: world.sessions.idOf(here.key) });
  expect(await here.status()).toBe(401);
  await expect(stranger.regie.sessions.end.mutate({ id: here.key })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST' },
  });
});

it('ends all but this one', async () => {
  const [here, there, elsewhere] = [await open(), await open(), await open()];
  const stranger = await open(await addUser(world, { email: 'bo@massy.fr' }));
  expect(await here.regie.sessions.endOthers.mutate()).toEqual({ ended: 2 });
  expect(await here.regie.sessions.endOthers.mutate()).toEqual({ ended: 0 });
  expect(world.audited()).toMatchObject([
    { action: 'user.sessions_ended', details: { sessions: 2, cause: 'own_request' } },
  ]);
  const statuses = [here, there, elsewhere, stranger].map(({ status }) => status());
  expect(await Promise.all(statuses)).toEqual([200, 401, 401, 200]);
});
