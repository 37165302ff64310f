import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const CLAIMS = { sub: 's1', email: 'ana@massy.fr' };
const begin = async (next: string) => (await browser.open(`authenticate/?next=${next}`)).location ?? '';
const come = (providerUrl: string, claims = CLAIMS) =>
  browser.open(world.identityProvider.signIn(providerUrl, claims));

describe('k10-two-tabs: sign-ins in several tabs of one browser', () => {
  it('each lead where they wanted to, one after the other', async () => {
    const tabs = [await begin('/a'), await begin('/b'), await begin('/c')];
    for (const [index, next] of ['/a', '/b', '/c'].entries()) {
      expect(await come(tabs[index] ?? '')).toMatchObject({ status: 302, location: next });
      expect(await browser.whoAmI()).toBe(200);
    }
  });

  it('each lead where they wanted to when both come back at once, with the same cookie', async () => {
    const [one, other] = [await begin('/a'), await begin('/b')];
    const arrivals = await Promise.all([come(one), come(other)]);
    expect(arrivals.map(({ location }) => location)).toEqual(['/a', '/b']);
    expect(await browser.whoAmI()).toBe(200);
  });

  it('end when they are used, and a quarter of an hour after they began', async () => {
    const [one, other, late] = [await begin('/a'), await begin('/b'), await begin('/c')];
    const callbacks = [one, other].map((url) => world.identityProvider.signIn(url, CLAIMS));
    for (const callback of callbacks) await browser.open(callback);
    for (const callback of callbacks) {
      const again = await browser.open(callback);
      expect(again.location).toBe('http://localhost:3000/failure?error=invalid_state');
    }
    const former = browser.cookies.get('sessionid') ?? '';
    await come(late);
    expect(await world.sessions.find(former, world.clock.now())).toBeUndefined();
  });

  it('go on when another is denied, and nobody is signed in by that', async () => {
    const [one, other] = [await begin('/a'), await begin('/b')];
    const denied = await browser.open(world.identityProvider.deny(one, 'access_denied'));
    expect(denied).toMatchObject({ location: 'http://localhost:3000/failure', setCookies: [] });
    expect(await browser.whoAmI()).toBe(401);
    expect((await come(other)).location).toBe('/b');
    expect(await browser.whoAmI()).toBe(200);
  });

  it('leave nobody signed in with the cookie of before', async () => {
    const [one] = [await begin('/a'), await begin('/b')];
    const former = browser.cookies.get('sessionid') ?? '';
    await come(one);
    expect(browser.cookies.get('sessionid')).not.toBe(former);
    const left = await world.sessions.find(former, world.clock.now());
    expect(left).toMatchObject({
      user: undefined,
      data: { idToken: null, pendingSignIns: [{ next: '/b' }] },
    });
    world.clock.advance(15 * 60);
    expect(await world.sessions.find(former, world.clock.now())).toBeUndefined();
  });

  it('end the session of who was signed in before', async () => {
    const key = await world.openSession(await addUser(world, { sub: 'other' }));
    browser.cookies.set('sessionid', key);
    const [one, other] = [await begin('/a'), await begin('/b')];
    await come(one);
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
    expect((await come(other)).location).toBe('/b');
  });
});

it('many long addresses do not make a large row: the oldest are forgotten', async () => {
  const next = `/${'x'.repeat(1_900)}`;
  for (let tab = 0; tab < 12; tab += 1) await begin(`${next}${tab}`);
  const key = browser.cookies.get('sessionid') ?? '';
  const { data } = (await world.sessions.find(key, world.clock.now())) ?? {};
  expect(data?.pendingSignIns).toHaveLength(8);
  expect(data?.pendingSignIns.at(-1)?.next).toBe(`${next}11`);
});
