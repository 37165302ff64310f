import { afterEach, beforeEach, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const TWELVE_HOURS = 43_200;
const taken = { name: 'sessionid', value: '', maxAge: 0, path: '/', httpOnly: true };

it('lasts twelve hours from its start, whatever happens in it', async () => {
  const { location = '' } = await browser.open('authenticate/');
  await browser.open(world.identityProvider.signIn(location, { sub: 's1', email: 'ana@massy.fr' }));
  await world.advance(TWELVE_HOURS / 2);
  expect(await browser.whoAmI()).toBe(200);
  await browser.open('authenticate/');
  await world.advance(TWELVE_HOURS / 2 - 1);
  expect(await browser.whoAmI()).toBe(200);
  await world.advance(1);
  const answer = await browser.open('users/me/');
  expect(answer).toMatchObject({
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
    headers: { 'www-authenticate': 'Bearer realm="api"' },
    setCookies: [taken],
  });
  expect(browser.cookies.has('sessionid')).toBe(false);
});

it('of a person deactivated since is anonymous, on both transports', async () => {
  const user = await addUser(world);
  const client = await world.signIn(user);
  expect((await client.rest('GET', 'users/me/')).status).toBe(200);
  await world.unitOfWork.run(({ users }) => users.update({ ...user, isActive: false }));
  expect((await client.rest('GET', 'users/me/')).status).toBe(401);
  expect(await trpcFailure(client.regie.users.me.query())).toMatchObject({ domainCode: 'session.required' });
});

it('of a visitor is anonymous', async () => {
  await browser.open('authenticate/');
  expect(browser.cookies.has('sessionid')).toBe(true);
  expect(await browser.whoAmI()).toBe(401);
  expect(browser.cookies.has('sessionid')).toBe(true);
});

it.each(['made-up', '', 'a'.repeat(4000), '%00', '%E0%A4%A'])(
  'that is not known is taken back: %s',
  async (key) => {
    browser.cookies.set('sessionid', key);
    const answer = await browser.open('users/me/');
    expect(answer).toMatchObject({ status: 401, setCookies: [taken] });
  },
);

it('is found among other cookies, and by its name only', async () => {
  const key = await world.openSession(await addUser(world));
  browser.cookies.set('a', '1').set('sessionid', key).set('b', '"2"');
  expect(await browser.whoAmI()).toBe(200);
  browser.cookies.delete('sessionid');
  browser.cookies.set('sessionid2', key);
  expect(await browser.whoAmI()).toBe(401);
});

it('sees changes of the person at once', async () => {
  const user = await addUser(world);
  const client = await world.signIn(user);
  await world.unitOfWork.run(({ users }) => users.update({ ...user, name: 'Renamed' }));
  expect((await client.rest('GET', 'users/me/')).body).toMatchObject({ name: 'Renamed' });
});

it('is forgotten by the hourly cleaning once it is over', async () => {
  const user = await addUser(world);
  const old = await world.openSession(user);
  await world.advance(TWELVE_HOURS - 60);
  const recent = await world.openSession(user);
  await world.advance(60);
  await world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
  const atFirst = new Date(0);
  expect(await world.sessions.find(old, atFirst)).toBeUndefined();
  expect(await world.sessions.find(recent, atFirst)).toMatchObject({ key: recent });
});
