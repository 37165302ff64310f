import { afterEach, describe, expect, it } from 'vitest';
import type { AppSettings } from '../../src/infrastructure/create-app.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
afterEach(() => world.close());

const CLAIMS = { sub: 's1', email: 'ana@massy.fr' };
const HOST_NAME = '__Host-sessionid';
const openWorld = async (app: Partial<AppSettings>) => {
  world = await openApiWorld({ app });
  return new ApiBrowser(world.url);
};
const signIn = async (browser: ApiBrowser) => {
  const { location = '' } = await browser.open('authenticate/');
  return browser.open(world.identityProvider.signIn(location, CLAIMS));
};

describe('a session that nobody uses', () => {
  const MINUTE = 60;
  const idle = { sessionIdleLimitMs: 30 * MINUTE * 1000 };

  it('ends, where a limit is set', async () => {
    const browser = await openWorld(idle);
    await signIn(browser);
    for (let count = 0; count < 4; count += 1) {
      world.clock.advance(25 * MINUTE);
      expect(await browser.whoAmI()).toBe(200);
    }
    const key = browser.cookies.get('sessionid') ?? '';
    world.clock.advance(31 * MINUTE);
    expect(await browser.whoAmI()).toBe(401);
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
    expect(browser.cookies.has('sessionid')).toBe(false);
  });

  it('is noted at most every five minutes', async () => {
    const browser = await openWorld(idle);
    await signIn(browser);
    const key = browser.cookies.get('sessionid') ?? '';
    const seen = async () => (await world.sessions.find(key, world.clock.now()))?.lastSeenAt;
    const before = world.clock.now();
    world.clock.advance(5 * MINUTE - 1);
    await browser.whoAmI();
    expect(await seen()).toEqual(before);
    world.clock.advance(1);
    await browser.whoAmI();
    expect(await seen()).toEqual(world.clock.now());
  });

  it('that began before the limit was set is noted from now on', async () => {
    const browser = await openWorld(idle);
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    world.clock.advance(120 * MINUTE);
    expect(await browser.whoAmI()).toBe(200);
    world.clock.advance(31 * MINUTE);
    expect(await browser.whoAmI()).toBe(401);
  });

  it('lives for its twelve hours, where none is set', async () => {
    const browser = await openWorld({});
    await signIn(browser);
    world.clock.advance(12 * 60 * MINUTE - 1);
    expect(await browser.whoAmI()).toBe(200);
    world.clock.advance(1);
    expect(await browser.whoAmI()).toBe(401);
  });
});

describe('a cookie that no other host can set', () => {
  const cookies = { sessionName: HOST_NAME, formerSessionName: 'sessionid', secure: true };

  it('holds the session, with all that its name asks for', async () => {
    const browser = await openWorld({ cookies });
    const { setCookies } = await signIn(browser);
    expect(setCookies.map(({ name }) => name)).toEqual([HOST_NAME, 'csrftoken']);
    expect(setCookies[0]).toMatchObject({ path: '/', secure: true, httpOnly: true });
    expect(setCookies[0]).not.toHaveProperty('domain');
    expect(await browser.whoAmI()).toBe(200);
  });

  it('leaves sessions of the former name their time, and takes both names back', async () => {
    const browser = await openWorld({ cookies });
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    expect(await browser.whoAmI()).toBe(200);
    const { setCookies } = await browser.open('logout/');
    expect(setCookies.map(({ name, maxAge }) => [name, maxAge])).toEqual([
      [HOST_NAME, 0],
      ['sessionid', 0],
    ]);
  });

  it('is the only one that a session begun under its name is taken from', async () => {
    const browser = await openWorld({ cookies });
    await signIn(browser);
    const planted = new ApiBrowser(world.url);
    planted.cookies.set('sessionid', browser.cookies.get(HOST_NAME) ?? '');
    expect(await planted.whoAmI()).toBe(401);
    const begun = new ApiBrowser(world.url);
    await begun.open('authenticate/');
    const visitor = begun.cookies.get(HOST_NAME) ?? '';
    const other = new ApiBrowser(world.url);
    other.cookies.set('sessionid', visitor);
    expect((await other.open('callback/?code=x&state=y')).location).toBe('http://localhost:3000/failure');
  });
});
