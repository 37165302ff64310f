import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import {
  signInThroughProvider,
  signOutThroughProvider,
} from '../../dev/openid-provider/sign-in-through-provider.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/http-exchange.ts';

/** Address of the web client; no server listens there. */
const HOME = 'http://client.test/home';
const FAILURE = 'http://client.test/failure';
const GOODBYE = 'http://client.test/goodbye';
const DINUM = { siret: '13002526500013', name: 'Direction Interministerielle du Numerique' };

describe.each(['json', 'jwt'] as const)('with userinfo as %s', (userinfoFormat) => {
  let application: ApplicationHere;
  let url: string;
  let surroundings: ApplicationHere['surroundings'];

  beforeAll(async () => {
    application = await openApplicationHere({ userinfoFormat });
    ({ url, surroundings } = application);
    await application.start({
      LOGIN_REDIRECT_URL: HOME,
      LOGIN_REDIRECT_URL_FAILURE: FAILURE,
      LOGOUT_REDIRECT_URL: GOODBYE,
      OIDC_REDIRECT_ALLOWED_HOSTS: 'client.test',
      LOGGING_LEVEL_LOGGERS_ROOT: 'ERROR',
    });
  });
  afterAll(() => application?.close());

  const signIn = (username: string, { query = '', jar = new CookieJar(), password = username } = {}) =>
    signInThroughProvider({ startUrl: `${url}/api/v1.0/authenticate/${query}`, username, password, jar });
  const get = async (path: string, jar: CookieJar) => {
    const { status, body } = await exchange(`${url}/api/v1.0/${path}`, {
      headers: { cookie: jar.header(new URL(url)) },
    });
    return { status, body: body as Record<string, unknown> & { organization?: { id: string } } };
  };
  const me = (jar: CookieJar) => get('users/me/', jar);
  const sessionKey = (jar: CookieJar) => jar.get(url, 'people_sessionid');
  /** Whether the provider signs a person in without asking for the password. */
  const isKnownAtProvider = (jar: CookieJar) =>
    signIn('people', { jar, password: 'wrong' }).then(
      () => true,
      () => false,
    );

  it('signs a person in, whose organization gets its name from the directory', async () => {
    const { jar, url: arrival } = await signIn('people');
    expect(arrival).toBe(HOME);
    const { status, body } = await me(jar);
    expect(status).toBe(200);
    expect(body).toMatchObject({ email: 'people@people.world', name: 'John Doe' });
    const organization = `organizations/${body.organization?.id}/`;
    await eventually(
      async () => {
        expect((await get(organization, jar)).body).toMatchObject({
          name: DINUM.name,
          registration_id_list: [DINUM.siret],
        });
      },
      { interval: 100 },
    );
    expect(surroundings.siret.requests.map(({ query }) => query['q'])).toEqual([DINUM.siret]);
  });

  it('gives people of one organization the same, and a fresh session to each sign-in', async () => {
    const [first, again, colleague] = [
      await signIn('people'),
      await signIn('people'),
      await signIn('e2e.mail-owner', { password: 'password-e2e.mail-owner' }),
    ];
    expect(new Set([first, again, colleague].map(({ jar }) => sessionKey(jar))).size).toBe(3);
    const seen = await Promise.all([first, again, colleague].map(({ jar }) => me(jar)));
    const [one, same, other] = seen.map(({ body }) => body);
    expect(same?.['id']).toBe(one?.['id']);
    expect(other?.['id']).not.toBe(one?.['id']);
    expect(other?.organization?.id).toBe(one?.organization?.id);
  });

  it.each([
    ['a page of the web client', 'http://client.test/teams/?a=b', 'http://client.test/teams/?a=b'],
    ['a page of somebody else', 'http://evil.test/', HOME],
    ['an address that only looks like ours', 'http://client.test.evil.test/', HOME],
  ])('leads afterwards to %s as it should', async (_, next, expected) => {
    const { url: arrival } = await signIn('people', { query: `?next=${encodeURIComponent(next)}` });
    expect(arrival).toBe(expected);
  });

  it('leads afterwards to a path of its own', async () => {
    const { url: arrival } = await signIn('people', { query: '?next=/api/v1.0/users/me/' });
    expect(arrival).toBe(`${url}/api/v1.0/users/me/`);
  });

  it('tries silently: without a session at the provider, people come back as they left', async () => {
    const { jar, url: arrival } = await signIn('people', { query: `?silent=true&next=${HOME}?here` });
    expect(arrival).toBe(`${HOME}?here`);
    expect((await me(jar)).status).toBe(401);
  });

  it('tries silently: with a session at the provider, people are signed in here', async () => {
    const { jar } = await signIn('people');
    const cookies = jar.header(new URL(surroundings.openid.issuer));
    expect(cookies).toContain('dev_openid_session');
    // Their session here is over, that at the provider is not.
    await surroundings.database.pool.query('DELETE FROM session');
    expect((await me(jar)).status).toBe(401);
    const { url: arrival } = await signIn('people', { jar, query: '?silent=true', password: 'never asked' });
    expect(arrival).toBe(HOME);
    expect((await me(jar)).status).toBe(200);
  });

  it('signs out here and at the provider', async () => {
    const { jar } = await signIn('people');
    const out = await signOutThroughProvider({ startUrl: `${url}/api/v1.0/logout/`, jar });
    expect(out.url).toBe(GOODBYE);
    expect(sessionKey(jar)).toBeUndefined();
    expect((await me(jar)).status).toBe(401);
    expect(await isKnownAtProvider(jar)).toBe(false);
  });

  it('ends the session here when the person signs out at the provider, and only theirs', async () => {
    const { jar } = await signIn('people');
    const elsewhere = await signIn('people');
    expect((await me(jar)).status).toBe(200);
    const startUrl = `${surroundings.openid.issuer}/session/end`;
    await signOutThroughProvider({ startUrl, jar });
    await eventually(async () => expect((await me(jar)).status).toBe(401));
    // Another browser has another session at the provider, which the logout token does not name.
    expect((await me(elsewhere.jar)).status).toBe(200);
  });

  it('refuses a deactivated account, and ends its session', async () => {
    const marie = { password: 'password-e2e.marie' };
    const { jar } = await signIn('e2e.marie', marie);
    expect((await me(jar)).status).toBe(200);
    const { pool } = surroundings.database;
    await pool.query(`UPDATE user_account SET is_active = false WHERE sub = 'e2e.marie'`);
    expect((await me(jar)).status).toBe(401);
    const refused = await signIn('e2e.marie', marie);
    expect(refused.url).toBe(FAILURE);
    expect((await me(refused.jar)).status).toBe(401);

    await pool.query(`UPDATE user_account SET is_active = true WHERE sub = 'e2e.marie'`);
    expect((await signIn('e2e.marie', marie)).url).toBe(HOME);
  });

  it('refuses userinfo of another subject than that of the id token', async () => {
    surroundings.openid.faults.failNextUserinfo({ sub: 'somebody-else' });
    const { jar, url: arrival } = await signIn('people');
    expect(arrival).toMatch(/^http:\/\/client\.test\/failure/);
    expect((await me(jar)).status).toBe(401);
  });
});
