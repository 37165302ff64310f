import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addDomain, addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const CLAIMS = {
  sub: 's1',
  email: 'Ana@Massy.FR',
  given_name: 'Ana',
  usual_name: 'Petit',
  siret: '21910377300012',
};
const LOGIN_URL = 'http://localhost:3000/';

const signIn = async (claims: typeof CLAIMS | { sub: string } = CLAIMS, target = browser) => {
  const { location = '' } = await target.open('authenticate/');
  return target.open(world.identityProvider.signIn(location, claims));
};

it('signs in: a fresh session, its cookies, and the page to go to', async () => {
  const { location: providerUrl = '' } = await browser.open('authenticate/');
  const keyBefore = browser.cookies.get('sessionid') ?? '';
  const answer = await browser.open(world.identityProvider.signIn(providerUrl, CLAIMS));
  expect(answer).toMatchObject({ status: 302, location: LOGIN_URL, text: '' });
  expect(answer.setCookies).toEqual([
    {
      name: 'sessionid',
      value: expect.stringMatching(/^[\w-]{32,}$/),
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      maxAge: 43_200,
      expires: new Date(Math.floor((world.clock.now().getTime() + 43_200_000) / 1000) * 1000),
    },
    {
      name: 'csrftoken',
      value: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      path: '/',
      sameSite: 'lax',
      maxAge: 31_449_600,
    },
  ]);
  expect(await browser.whoAmI()).toBe(200);

  const key = browser.cookies.get('sessionid') ?? '';
  expect(key).not.toBe(keyBefore);
  expect(await world.sessions.find(keyBefore, world.clock.now())).toBeUndefined();
  expect((await world.sessions.find(key, world.clock.now()))?.data).toEqual({
    pendingSignIns: [],
    idToken: expect.stringMatching(/./),
    signOutState: null,
    address: '127.0.0.1',
    device: { browser: null, system: null },
  });
});

it('asks for HTTPS cookies where they are secure', async () => {
  const secure = await openApiWorld({ app: { cookies: { sessionName: 'people_sessionid', secure: true } } });
  try {
    const other = new ApiBrowser(secure.url);
    const { location = '', setCookies } = await other.open('authenticate/');
    const arrival = await other.open(secure.identityProvider.signIn(location, CLAIMS));
    for (const cookie of [...setCookies, ...arrival.setCookies])
      expect(cookie).toMatchObject({ secure: true });
    expect(arrival.setCookies.map(({ name }) => name)).toEqual(['people_sessionid', 'csrftoken']);
    expect(await other.whoAmI()).toBe(200);
  } finally {
    await secure.close();
  }
});

describe('from claims to a person', () => {
  const me = async () => (await browser.open('users/me/')).body;

  it('creates the account with its organization', async () => {
    await signIn();
    expect(await me()).toMatchObject({
      email: 'Ana@massy.fr',
      name: 'Ana Petit',
      language: 'en-us',
      timezone: 'UTC',
      organization: { name: '21910377300012', registration_id_list: ['21910377300012'] },
    });
  });

  it.each([
    ['k7-nul-name', 'a\0b', 'Ana ab'],
    ['k14-invisible', '\u200b', 'Ana'],
    ['NFD', 'Jose\u0301\r\n', 'Ana José'],
  ])('%s takes of a name %j what can be a name', async (_id, usualName, name) => {
    expect((await signIn({ ...CLAIMS, usual_name: usualName })).status).toBe(302);
    expect(await me()).toMatchObject({ name });
  });

  it('k7-nul-name sends who has a sub that is none to the page of failures', async () => {
    expect(await signIn({ ...CLAIMS, sub: 'a\0b' })).toMatchObject({
      status: 302,
      location: expect.stringContaining('http://localhost:3000/failure'),
    });
  });

  it('leads to a page with letters beyond ASCII in its address', async () => {
    const next = encodeURIComponent('/équipes/œuvre?q=é');
    const { location = '' } = await browser.open(`authenticate/?next=${next}`);
    expect(await browser.open(world.identityProvider.signIn(location, CLAIMS))).toMatchObject({
      status: 302,
      location: '/%C3%A9quipes/%C5%93uvre?q=%C3%A9',
    });
  });

  it('finds and updates it the next time', async () => {
    await signIn();
    const first = await me();
    await signIn({ ...CLAIMS, email: 'ana.petit@massy.fr' }, browser);
    expect(await me()).toEqual({ ...(first as object), email: 'ana.petit@massy.fr' });
  });

  it('finds it by e-mail when the sub is new, ignoring letter case', async () => {
    const known = await addUser(world, { email: 'ana@MASSY.fr' });
    await signIn();
    expect(await me()).toMatchObject({ id: known.id });
  });

  it('gives the accesses that were waiting (D23)', async () => {
    const owner = await addUser(world);
    const { id } = await addDomain(world, { slug: 'massyfr', name: 'massy.fr' }, [[owner, 'owner']]);
    await world.seed.mailDomainInvitation(
      makeMailDomainInvitation({
        mailDomainId: id,
        issuerId: owner.id,
        email: 'ana@massy.fr',
        role: 'administrator',
        expiresAt: new Date(world.clock.now().getTime() + 1000),
      }),
    );
    await signIn();
    const { status, body } = await browser.open('mail-domains/massyfr/');
    expect(status).toBe(200);
    expect(body).toMatchObject({ abilities: { post: true, delete: false } });
  });
});

it('uses the new CSRF token for changes', async () => {
  await signIn();
  const token = browser.cookies.get('csrftoken') ?? '';
  const form = { method: 'POST', body: JSON.stringify({}) };
  const headers = { 'content-type': 'application/json' };
  expect((await browser.open('mail-domains/', { ...form, headers })).status).toBe(403);
  expect(
    (await browser.open('mail-domains/', { ...form, headers: { ...headers, 'x-csrftoken': token } })).status,
  ).toBe(400);
});

it('a second person signing in with the same browser takes the place of the first', async () => {
  await signIn();
  const first = browser.cookies.get('sessionid') ?? '';
  const { location = '' } = await browser.open('authenticate/');
  await browser.open(world.identityProvider.signIn(location, { ...CLAIMS, sub: 's2', email: 'bo@massy.fr' }));
  expect((await browser.open('users/me/')).body).toMatchObject({ email: 'bo@massy.fr' });
  expect(await world.sessions.find(first, world.clock.now())).toBeUndefined();
});
