import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeProConnect, type OpenidWorld, openOpenidWorld, SECRET } from '../support/openid-world.ts';

let world: OpenidWorld;
beforeEach(async () => {
  world = await openOpenidWorld({
    clients: [makeProConnect(), makeProConnect({ clientId: 'asking', skipsConsent: false })],
  });
});
afterEach(() => world.close());

/** What people were asked for on the way, since the last call. */
const asked = () => world.state.seen.splice(0).map((seen) => Object(seen).prompt);

const subOf = async (landed: URL, clientId = 'proconnect') => {
  const client = { client_id: clientId, client_secret: SECRET };
  const { body } = await world.exchange(landed.searchParams.get('code') ?? '', client);
  return world.decoded(body['id_token']).sub;
};

describe('prompt=consent', () => {
  it('asks people who have consented before, and again each time', async () => {
    const browser = world.browser();
    await world.authorize({ client_id: 'asking' }, browser);
    expect(asked()).toEqual(['login', 'consent']);
    await world.authorize({ client_id: 'asking' }, browser);
    expect(asked()).toEqual([]);
    for (let time = 0; time < 2; time += 1) {
      const landed = await world.authorize({ client_id: 'asking', prompt: 'consent' }, browser);
      expect(asked()).toEqual(['consent']);
      expect(await subOf(landed, 'asking')).toBe(world.ada.id);
    }
  });

  it('asks also for a client whose people are not asked otherwise', async () => {
    const landed = await world.authorize({ prompt: 'consent' });
    expect(asked()).toEqual(['login', 'consent']);
    expect(await subOf(landed)).toBe(world.ada.id);
  });

  it.each(['refused', 'cancelled'] as const)('tells the client of who %s', async (decision) => {
    const browser = world.browser();
    await world.authorize({ client_id: 'asking' }, browser);
    world.state.decision = decision;
    const { searchParams } = await world.authorize({ client_id: 'asking', prompt: 'consent' }, browser);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'st4te',
      iss: world.issuer,
    });
    expect(searchParams.has('code')).toBe(false);
  });

  it('with login asks for both, once', async () => {
    const browser = world.browser();
    await world.authorize({}, browser);
    asked();
    const landed = await world.authorize({ client_id: 'asking', prompt: 'login consent' }, browser);
    expect(asked()).toEqual(['login', 'consent']);
    expect(await subOf(landed, 'asking')).toBe(world.ada.id);
  });
});

describe('prompt=select_account', () => {
  it('asks who is signed in to sign in, once, and goes on as the same person', async () => {
    const browser = world.browser();
    await world.authorize({}, browser);
    asked();
    const landed = await world.authorize({ prompt: 'select_account' }, browser);
    expect(asked()).toEqual(['login']);
    expect(await subOf(landed)).toBe(world.ada.id);
  });

  it('goes on as another person, and the first one is signed out there', async () => {
    const browser = world.browser();
    const { body } = await world.signIn({}, browser);
    world.state.person = world.bob;
    const landed = await world.authorize({ prompt: 'select_account' }, browser);
    expect(await subOf(landed)).toBe(world.bob.id);
    expect((await world.userinfo(body['access_token'])).status).toBe(401);
    expect(await subOf(await world.authorize({ prompt: 'none' }, browser))).toBe(world.bob.id);
  });

  it.each(['select_account login', 'login select_account', 'select_account consent'])(
    'as %s asks for each once',
    async (prompt) => {
      const browser = world.browser();
      await world.authorize({}, browser);
      asked();
      const landed = await world.authorize({ prompt }, browser);
      const seen = asked();
      expect(seen[0]).toBe('login');
      expect(seen.includes('consent')).toBe(prompt.includes('consent'));
      expect(await subOf(landed)).toBe(world.ada.id);
    },
  );

  it('with none is a contradiction', async () => {
    const { searchParams } = await world.authorize({ prompt: 'none select_account' });
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(asked()).toEqual([]);
  });
});

describe('a posted authorization request', () => {
  const post = (form: URLSearchParams, query = '', browser = world.browser()) =>
    browser.open(`${world.issuer}/authorize/${query}`, { method: 'POST', body: form });

  it.each(['', 'login', 'consent', 'select_account'])('is answered with prompt "%s"', async (prompt) => {
    const browser = world.browser();
    for (const form of [world.authorizeUrl().searchParams, world.authorizeUrl({ prompt }).searchParams]) {
      const { landed } = await post(form, '', browser);
      expect(landed?.searchParams.get('state')).toBe('st4te');
      expect(await subOf(landed ?? new URL('about:blank'))).toBe(world.ada.id);
    }
  });

  it('means all scopes when it names none', async () => {
    const { landed } = await post(world.authorizeUrl({ scope: '' }).searchParams);
    const { body } = await world.exchange(landed?.searchParams.get('code') ?? '');
    expect(world.decoded(body['id_token'])).toMatchObject({ email: 'ada@varzy.example', given_name: 'Ada' });
  });

  it('is read from its form alone', async () => {
    const form = world.authorizeUrl().searchParams;
    const query = new URLSearchParams({
      redirect_uri: 'https://evil.example/',
      state: 'other',
      prompt: 'none',
    });
    const { landed } = await post(form, `?${query}`);
    expect(landed?.searchParams.get('state')).toBe('st4te');
    expect(landed?.searchParams.has('code')).toBe(true);
    const { landed: nowhere, response } = await post(new URLSearchParams(), `?${form}`);
    expect(nowhere).toBeUndefined();
    expect(response.status).toBe(400);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'as %s is not understood',
    async (type) => {
      const response = await fetch(`${world.issuer}/authorize/`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': type },
        body: JSON.stringify(Object.fromEntries(world.authorizeUrl().searchParams)),
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('text/html');
    },
  );
});
