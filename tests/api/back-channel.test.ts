import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let ana: User;
let keys: readonly string[];
beforeEach(async () => {
  world = await openApiWorld();
  ana = await addUser(world, { sub: 'ana' });
  const bo = await addUser(world, { sub: 'bo' });
  keys = [
    await world.openSession(ana, {}, 'desk'),
    await world.openSession(ana, {}, 'phone'),
    await world.openSession(bo, {}, 'bo-desk'),
  ];
});
afterEach(() => world.close());

const FORM = 'application/x-www-form-urlencoded';
const post = (body: string | undefined, contentType = FORM) =>
  exchange(`${world.url}/api/v1.0/backchannel-logout/`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    ...(body === undefined ? {} : { body }),
  });
const logout = (token: string) => post(new URLSearchParams({ logout_token: token }).toString());
const alive = () =>
  Promise.all(keys.map(async (key) => (await world.sessions.find(key, world.clock.now())) !== undefined));
const issue = (target: { sub?: string; sid?: string }) => world.identityProvider.issueLogoutToken(target);
const refusal = (description: string) => ({
  status: 400,
  body: { error: 'invalid_request', error_description: description },
  headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
});
const DONE = { status: 200, text: '', headers: { 'cache-control': 'no-store' } };

it.each([
  ['the session of a sid', { sid: 'phone' }, [true, false, true]],
  ['the session of a sid, not all of its sub', { sub: 'ana', sid: 'desk' }, [false, true, true]],
  ['all sessions of a sub', { sub: 'ana' }, [false, false, true]],
  ['nothing for somebody unknown (D36)', { sub: 'nobody' }, [true, true, true]],
  ['nothing for a session that is over (D36)', { sub: 'ana', sid: 'gone' }, [true, true, true]],
])('ends %s', async (_what, target, expected) => {
  expect(await logout(issue(target))).toMatchObject(DONE);
  expect(await alive()).toEqual(expected);
});

it('is felt by the browser at once', async () => {
  const client = world.client({ sessionid: keys[0] ?? '' });
  expect((await client.rest('GET', 'users/me/')).status).toBe(200);
  await logout(issue({ sub: 'ana' }));
  expect((await client.rest('GET', 'users/me/')).status).toBe(401);
});

it('follows a sign-out at the provider', async () => {
  const { location = '' } = (await world.visitor.rest('GET', 'authenticate/')).headers;
  expect(location).not.toBe('');
  const { identityProvider } = world;
  const request = await identityProvider.startAuthorization({ silent: false });
  const { idToken, sid } = await identityProvider.completeAuthorization(
    identityProvider.signIn(request.url, { sub: 'ana' }),
    request,
  );
  const key = await world.openSession(ana, { idToken }, sid ?? '');
  const away = await world.client({ sessionid: key }).rest('GET', 'logout/');
  const { logoutToken } = identityProvider.signOut(String(away.headers.location));
  expect(await logout(logoutToken)).toMatchObject(DONE);
  expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
});

describe('refusals', () => {
  it.each([
    ['nothing', undefined, FORM],
    ['an empty form', '', FORM],
    ['another parameter', 'token=x', FORM],
    ['an empty token', 'logout_token=', FORM],
    ['JSON', '{"logout_token":"x"}', 'application/json'],
    ['a form too large', `logout_token=${'x'.repeat(70_000)}`, FORM],
  ])('%s: no token', async (_what, body, contentType) => {
    expect(await post(body, contentType)).toMatchObject(refusal('Missing logout_token parameter'));
  });

  it('a token that does not hold', async () => {
    expect(await logout('forged')).toMatchObject(refusal('Invalid logout token'));
    expect(world.logger.entries).toMatchObject([{ level: 'warn' }]);
  });

  it('a token without subject', async () => {
    expect(await logout(issue({}))).toMatchObject(refusal('Token must contain either sub or sid claim'));
  });

  it('a token that was used, for five minutes', async () => {
    const token = issue({ sid: 'desk' });
    expect((await logout(token)).status).toBe(200);
    expect(await logout(token)).toMatchObject(refusal('Token already processed'));
    await world.advance(299);
    await world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
    expect(await logout(token)).toMatchObject(refusal('Token already processed'));
    await world.advance(2);
    await world.useCases.jobHandlers.purge_sessions({ name: 'purge_sessions' });
    expect((await logout(token)).status).toBe(200);
  });
});

it('needs no CSRF token even with a session cookie, and answers without final slash', async () => {
  const client = world.client({ sessionid: keys[2] ?? '' });
  const answer = await client.send('backchannel-logout', {
    method: 'POST',
    headers: { 'content-type': FORM },
    body: `logout_token=${issue({ sid: 'desk' })}`,
  });
  expect(answer.status).toBe(200);
  expect(await alive()).toEqual([false, true, true]);
});

it('asks for a repetition while the keys of the provider cannot be had (D14)', async () => {
  const token = issue({ sub: 'ana' });
  world.identityProvider.failWith('identity_provider.unavailable');
  expect(await logout(token)).toMatchObject({
    status: 503,
    body: { code: 'idp_unavailable' },
    headers: { 'cache-control': 'no-store', 'retry-after': '10' },
  });
  expect(await alive()).toEqual([true, true, true]);
  world.identityProvider.failWith(undefined);
  expect((await logout(token)).status).toBe(200);
  expect(await alive()).toEqual([false, false, true]);
});
