import { afterEach, beforeEach, expect, it } from 'vitest';
import { NEXT_MAX_BYTES } from '../../src/infrastructure/sign-in/redirect-targets.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const CLAIMS = { sub: 's1', email: 'ana@massy.fr', given_name: 'Ana' };
const parameters = (location: string | undefined) => new URL(location ?? '').searchParams;
const sessionOf = (key = browser.cookies.get('sessionid') ?? '') =>
  world.sessions.find(key, world.clock.now());

it('sends the browser to the provider and remembers state, nonce and code verifier in its session', async () => {
  const { status, text, headers, location, setCookies } = await browser.open('authenticate/');
  expect({ status, text }).toEqual({ status: 302, text: '' });
  expect(headers['cache-control']).toBe('no-store');
  expect(new URL(location ?? '').origin).toBe('http://identity-provider.test');
  expect(parameters(location).get('redirect_uri')).toBe(`${world.url}/api/v1.0/callback/`);
  expect(setCookies).toMatchObject([
    { name: 'sessionid', path: '/', httpOnly: true, sameSite: 'lax', maxAge: 43_200 },
  ]);
  const session = await sessionOf();
  expect(session?.user).toBeUndefined();
  expect(session?.data.pendingSignIns).toEqual([
    {
      state: parameters(location).get('state'),
      nonce: expect.stringMatching(/./),
      codeVerifier: expect.stringMatching(/./),
      next: null,
      silent: false,
    },
  ]);
  expect(location).not.toContain(session?.data.pendingSignIns[0]?.codeVerifier);
});

it('works without final slash, and when signed in already', async () => {
  const user = await addUser(world);
  browser.cookies.set('sessionid', await world.openSession(user, { idToken: 'kept' }));
  const { status, setCookies } = await browser.open('authenticate');
  expect({ status, setCookies }).toEqual({ status: 302, setCookies: [] });
  expect(await sessionOf()).toMatchObject({ user: { id: user.id }, data: { idToken: 'kept' } });
  expect((await sessionOf())?.data.pendingSignIns).toHaveLength(1);
});

it('keeps at most fifty sign-ins under way, the newest', async () => {
  const states: (string | null)[] = [];
  for (let n = 0; n < 53; n += 1) {
    states.push(parameters((await browser.open('authenticate/')).location).get('state'));
  }
  const kept = (await sessionOf())?.data.pendingSignIns.map(({ state }) => state);
  expect(kept).toEqual(states.slice(3));
});

it('passes on silent and login_hint', async () => {
  const plain = parameters((await browser.open('authenticate/?silent=false')).location);
  expect([plain.get('prompt'), plain.get('login_hint')]).toEqual([null, null]);
  const silent = parameters((await browser.open('authenticate/?silent=true&login_hint=a%40b.fr')).location);
  expect([silent.get('prompt'), silent.get('login_hint')]).toEqual(['none', 'a@b.fr']);
});

it.each([
  ['/teams/?a=b', '/teams/?a=b'],
  ['http://localhost:3000/mail-domains', 'http://localhost:3000/mail-domains'],
  ['https://evil.example/', 'http://localhost:3000/'],
  ['//evil.example/', 'http://localhost:3000/'],
  ['/\\evil.example/', 'http://localhost:3000/'],
  ['javascript:alert(1)', 'http://localhost:3000/'],
  ['', 'http://localhost:3000/'],
])('after success next=%s leads to %s', async (next, expected) => {
  const { location = '' } = await browser.open(`authenticate/?next=${encodeURIComponent(next)}`);
  const arrival = await browser.open(world.identityProvider.signIn(location, CLAIMS));
  expect(arrival).toMatchObject({ status: 302, location: expected });
});

it('leads nowhere that takes more than two thousand bytes to say', async () => {
  const arrivalAt = async (next: string) => {
    const { location = '' } = await browser.open(`authenticate/?next=${encodeURIComponent(next)}`);
    return (await browser.open(world.identityProvider.signIn(location, CLAIMS))).location;
  };
  const longest = `/${'a'.repeat(NEXT_MAX_BYTES - 1)}`;
  expect(await arrivalAt(longest)).toBe(longest);
  expect(await arrivalAt(`${longest}a`)).toBe('http://localhost:3000/');
  expect(await arrivalAt(`/${'é'.repeat(NEXT_MAX_BYTES / 2)}`)).toBe('http://localhost:3000/');
});

it('forgets a visitor a quarter of an hour after the last sign-in began', async () => {
  const { location = '' } = await browser.open('authenticate/');
  world.clock.advance(15 * 60);
  const arrival = await browser.open(world.identityProvider.signIn(location, CLAIMS));
  expect(arrival.location).toContain('http://localhost:3000/failure');
  const again = await browser.open('authenticate/');
  expect(await browser.open(world.identityProvider.signIn(again.location ?? '', CLAIMS))).toMatchObject({
    status: 302,
    location: 'http://localhost:3000/',
  });
});

it('wants https in next when told so', async () => {
  const strict = await openApiWorld({
    app: { redirects: { ...world.settings.redirects, allowedHosts: ['desk.test'], requireHttps: true } },
  });
  try {
    for (const [next, expected] of [
      ['http://desk.test/', 'http://localhost:3000/'],
      ['https://desk.test/', 'https://desk.test/'],
    ] as const) {
      const other = new ApiBrowser(strict.url);
      const { location = '' } = await other.open(`authenticate/?next=${encodeURIComponent(next)}`);
      const arrival = await other.open(strict.identityProvider.signIn(location, CLAIMS));
      expect(arrival.location).toBe(expected);
    }
  } finally {
    await strict.close();
  }
});

it('says so when the provider cannot be reached (D14)', async () => {
  world.identityProvider.failWith('identity_provider.unavailable');
  expect(await browser.open('authenticate/')).toMatchObject({
    status: 503,
    body: { code: 'idp_unavailable' },
    headers: { 'retry-after': '10' },
  });
  world.identityProvider.failWith('identity_provider.unexpected');
  expect(await browser.open('authenticate/')).toMatchObject({
    status: 502,
    body: { code: 'idp_unexpected' },
  });
});

it.each([
  ['authenticate/', 'GET'],
  ['callback/', 'GET'],
  ['logout/', 'GET, POST'],
  ['logout-callback/', 'GET'],
  ['backchannel-logout/', 'POST'],
])('%s answers 405 without a body to other methods', async (path, allow) => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE']) {
    if (allow.split(', ').includes(method)) continue;
    const answer = await exchange(`${world.url}/api/v1.0/${path}`, { method });
    expect([method, answer.status, answer.text, answer.headers['allow']]).toEqual([method, 405, '', allow]);
  }
});
