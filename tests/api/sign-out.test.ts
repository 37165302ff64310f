import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, CSRF_TOKEN, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const BYE = 'http://localhost:3000/bye';
const TAKEN_BACK = {
  name: 'sessionid',
  value: '',
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  maxAge: 0,
  expires: new Date(0),
};
const POST = { method: 'POST', headers: { 'x-csrftoken': CSRF_TOKEN } };

async function signIn() {
  const { location = '' } = await browser.open('authenticate/');
  await browser.open(world.identityProvider.signIn(location, { sub: 's1', email: 'ana@massy.fr' }));
  browser.cookies.set('csrftoken', CSRF_TOKEN);
}

describe('of a session opened at the provider', () => {
  beforeEach(signIn);

  it.each(['GET', 'POST'])('by %s: through the provider and back', async (method) => {
    const key = browser.cookies.get('sessionid') ?? '';
    const away = await browser.open('logout/', { ...POST, method });
    expect(away).toMatchObject({ status: 302, text: '', headers: { 'cache-control': 'no-store' } });
    const { origin, searchParams } = new URL(away.location ?? '');
    expect(origin).toBe('http://identity-provider.test');
    expect([...searchParams.keys()]).toEqual(['id_token_hint', 'state', 'post_logout_redirect_uri']);
    expect(searchParams.get('state')).toMatch(/^[\w-]{32}$/);
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${world.url}/api/v1.0/logout-callback/`);
    expect(away.setCookies).toEqual([TAKEN_BACK]);
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
    expect(await browser.whoAmI()).toBe(401);

    const back = await browser.open(world.identityProvider.signOut(away.location ?? '').url);
    expect(back).toMatchObject({ status: 302, location: BYE });
    expect(back.setCookies).toEqual([]);
  });

  it.each(['', '?state=', '?state=forged', '?state=a&state=b'])(
    'logout-callback/%s changes nothing (D33)',
    async (query) => {
      const back = await browser.open(`logout-callback/${query}`);
      expect(back).toMatchObject({ status: 302, location: BYE, setCookies: [] });
      expect(await browser.whoAmI()).toBe(200);
    },
  );

  it('by POST needs the CSRF token', async () => {
    const refused = await browser.open('logout/', { method: 'POST' });
    expect(refused).toMatchObject({ status: 403, body: { detail: 'CSRF Failed: CSRF token missing.' } });
    expect(await browser.whoAmI()).toBe(200);
  });

  const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-mode': 'navigate' };
  const formOf = (token: string) => ({ method: 'POST', headers: FORM, body: `csrfmiddlewaretoken=${token}` });

  it('by a form: by a page in between, since browsers hold the provider to the page with the form', async () => {
    const key = browser.cookies.get('sessionid') ?? '';
    const away = await browser.open('logout/', formOf(CSRF_TOKEN));
    expect(away.status).toBe(200);
    expect(away.setCookies).toEqual([TAKEN_BACK]);
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
    expect(away.text).toContain('http-equiv="refresh" content="0; url=http://identity-provider.test/');
    const french = await openWith({ 'accept-language': 'fr' });
    expect(french.text).toContain('<h1>Déconnexion</h1>');
  });

  const openWith = async (headers: Readonly<Record<string, string>>) => {
    await signIn();
    return browser.open('logout/', { ...formOf(CSRF_TOKEN), headers: { ...FORM, ...headers } });
  };

  it('by a form of a program: by a redirection', async () => {
    expect(await openWith({ 'sec-fetch-mode': 'cors' })).toMatchObject({ status: 302 });
  });

  it.each([
    ['', 'CSRF token missing.'],
    ['x'.repeat(32), 'CSRF token from POST incorrect.'],
    ['abc', 'CSRF token from POST has incorrect length.'],
    ['-'.repeat(32), 'CSRF token from POST has invalid characters.'],
  ])('by a form with the token %j is refused', async (token, reason) => {
    const refused = await browser.open('logout/', formOf(token));
    expect(refused).toMatchObject({ status: 403, body: { detail: `CSRF Failed: ${reason}` } });
    expect(await browser.whoAmI()).toBe(200);
  });

  it('by a form of another site is refused', async () => {
    const from = { ...FORM, origin: 'https://evil.example' };
    const refused = await browser.open('logout/', { ...formOf(CSRF_TOKEN), headers: from });
    expect(refused.status).toBe(403);
    expect(await browser.whoAmI()).toBe(200);
  });

  it.each(['unavailable', 'unexpected'] as const)('is possible while the provider is %s', async (trouble) => {
    world.identityProvider.failWith(`identity_provider.${trouble}`);
    const answer = await browser.open('logout/');
    expect(answer).toMatchObject({ status: 302, location: BYE, setCookies: [TAKEN_BACK] });
    expect(await browser.whoAmI()).toBe(401);
  });
});

describe('of a session without id token', () => {
  it.each(['GET', 'POST'])('by %s ends here', async (method) => {
    const key = await world.openSession(await addUser(world));
    browser.cookies.set('sessionid', key).set('csrftoken', CSRF_TOKEN);
    const answer = await browser.open('logout/', { ...POST, method });
    expect(answer).toMatchObject({ status: 302, location: BYE, setCookies: [TAKEN_BACK] });
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
  });
});

it('of nobody leads to the same page', async () => {
  expect(await browser.open('logout/')).toMatchObject({ status: 302, location: BYE, setCookies: [] });
  expect(await browser.open('logout/', { method: 'POST' })).toMatchObject({ status: 302, location: BYE });
  expect(await browser.open('logout-callback/?state=x')).toMatchObject({ status: 302, location: BYE });
});

it('of a visitor forgets the sign-ins under way', async () => {
  const { location = '' } = await browser.open('authenticate/');
  expect((await browser.open('logout/')).setCookies).toEqual([TAKEN_BACK]);
  const arrival = await browser.open(world.identityProvider.signIn(location, { sub: 's1' }));
  expect(arrival.location).toBe('http://localhost:3000/failure');
});

it('is by POST only where GET is switched off', async () => {
  const strict = await openApiWorld({ app: { allowsLogoutByGet: false } });
  try {
    const other = new ApiBrowser(strict.url);
    const refused = await other.open('logout/');
    expect(refused).toMatchObject({ status: 405, text: '', headers: { allow: 'POST' } });
    expect((await other.open('logout/', { method: 'POST' })).status).toBe(302);
    other.cookies.set('sessionid', await strict.openSession(await addUser(strict)));
    other.cookies.set('csrftoken', CSRF_TOKEN);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `csrfmiddlewaretoken=${CSRF_TOKEN}`;
    expect(await other.open('logout/', { method: 'POST', headers, body })).toMatchObject({ location: BYE });
    expect(await other.whoAmI()).toBe(401);
  } finally {
    await strict.close();
  }
});
