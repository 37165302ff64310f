import { createRegieClient } from 'regie/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let world: ApiWorld;
const open = async (acceptsBearer: boolean) => {
  world = await openApiWorld({ app: { acceptsBearer } });
  await addUser(world, { sub: 'ana', name: 'Ana' });
  await addUser(world, { sub: 'gone', isActive: false });
  const token = { scopes: ['openid'], expiresAt: new Date(world.clock.now().getTime() + 60_000) };
  world.tokenIntrospector.issue('good', { ...token, sub: 'ana', clientId: 'people' });
  world.tokenIntrospector.issue('of-another-client', { ...token, sub: 'ana', clientId: 'stranger' });
  world.tokenIntrospector.issue('of-a-stranger', { ...token, sub: 'unknown', clientId: 'people' });
  world.tokenIntrospector.issue('of-somebody-gone', { ...token, sub: 'gone', clientId: 'people' });
};
afterEach(() => world.close());

const rest = (authorization: string, path = 'users/me/', method = 'GET') =>
  world.visitor.rest(method, path, method === 'POST' ? {} : undefined, { authorization });
const regie = (authorization: string) =>
  createRegieClient({ url: world.url, csrfToken: () => undefined, headers: () => ({ authorization }) });
const LOGIN_FAILED = { detail: 'Login failed' };

describe('where tokens are not accepted, which is the default', () => {
  beforeEach(() => open(false));

  it.each(['Bearer good', 'Bearer', 'Bearer a b', 'Basic x'])('%s means nothing', async (authorization) => {
    expect(await rest(authorization)).toMatchObject({
      status: 401,
      body: { detail: 'Authentication credentials were not provided.' },
      headers: { 'www-authenticate': 'Bearer realm="api"' },
    });
    const browser = new ApiBrowser(world.url);
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    expect((await browser.open('users/me/', { headers: { authorization } })).status).toBe(200);
  });
});

describe('where tokens are accepted', () => {
  beforeEach(() => open(true));

  it.each(['Bearer good', 'bearer good', 'BEARER  good'])('%s is Ana', async (authorization) => {
    expect(await rest(authorization)).toMatchObject({ status: 200, body: { name: 'Ana' } });
    expect(await regie(authorization).users.me.query()).toMatchObject({ name: 'Ana' });
  });

  it('comes before the cookie', async () => {
    const browser = new ApiBrowser(world.url);
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    const headers = { authorization: 'Bearer good' };
    expect((await browser.open('users/me/', { headers })).body).toMatchObject({ name: 'Ana' });
    expect(await browser.open('users/me/', { headers: { authorization: 'Bearer x' } })).toMatchObject({
      status: 401,
      body: LOGIN_FAILED,
    });
  });

  it('another scheme leaves the cookie alone', async () => {
    const browser = new ApiBrowser(world.url);
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    expect((await browser.open('users/me/', { headers: { authorization: 'Basic x' } })).status).toBe(200);
    expect((await rest('Basic good')).status).toBe(401);
  });

  it('needs no CSRF token', async () => {
    expect((await rest('Bearer good', 'mail-domains/', 'POST')).status).toBe(400);
    const creation = regie('Bearer good').mailDomains.create.mutate({ name: 'a.fr', supportEmail: 's@a.fr' });
    expect(await creation).toMatchObject({ name: 'a.fr', role: 'owner' });
  });

  it.each(['unknown', 'of-another-client', 'of-a-stranger', 'of-somebody-gone'])(
    'a token %s is refused, and creates no account',
    async (token) => {
      expect(await rest(`Bearer ${token}`)).toMatchObject({
        status: 401,
        body: LOGIN_FAILED,
        headers: { 'www-authenticate': 'Bearer realm="api"' },
      });
      const failure = await trpcFailure(regie(`Bearer ${token}`).users.me.query());
      expect(failure).toMatchObject({ httpStatus: 401, domainCode: 'sign_in.refused' });
      const stranger = await world.unitOfWork.run(({ users }) => users.findBySub('unknown'));
      expect(stranger).toBeUndefined();
    },
  );

  it('a token ends', async () => {
    await world.advance(60);
    expect(await rest('Bearer good')).toMatchObject({ status: 401, body: LOGIN_FAILED });
  });

  it.each([
    ['Bearer', 'No credentials provided.'],
    ['bearer ', 'No credentials provided.'],
    ['Bearer a b', 'Credentials string should not contain spaces.'],
  ])('%s is malformed', async (authorization, reason) => {
    expect(await rest(authorization)).toMatchObject({
      status: 401,
      body: { detail: `Invalid "bearer" header: ${reason}` },
      headers: { 'www-authenticate': 'Bearer realm="api"' },
    });
    const failure = await trpcFailure(regie(authorization).users.me.query());
    expect(failure).toMatchObject({ httpStatus: 401, domainCode: 'bearer.malformed' });
  });

  it.each([
    ['unavailable', 503, 'idp_unavailable', '10'],
    ['unexpected', 502, 'idp_unexpected', undefined],
  ] as const)(
    'the provider being %s is not the caller’s fault',
    async (trouble, status, code, retryAfter) => {
      world.tokenIntrospector.failWith(`identity_provider.${trouble}`);
      const answer = await rest('Bearer good');
      expect(answer).toMatchObject({ status, body: { code } });
      expect(answer.headers['retry-after']).toBe(retryAfter);
      expect(answer.headers['www-authenticate']).toBeUndefined();
      const failure = await trpcFailure(regie('Bearer good').users.me.query());
      expect(failure).toMatchObject({ httpStatus: status, domainCode: `identity_provider.${trouble}` });
    },
  );

  it('routes for everybody ignore a bad one (D31)', async () => {
    world.tokenIntrospector.failWith('identity_provider.unavailable');
    for (const authorization of ['Bearer', 'Bearer a b', 'Bearer x']) {
      const headers = { authorization };
      const get = (path: string, method = 'GET') => exchange(`${world.url}${path}`, { method, headers });
      expect((await get('/api/v1.0/authenticate/')).status).toBe(302);
      expect((await get('/api/v1.0/swagger.json')).status).toBe(200);
      expect((await get('/api/v1.0/users/me/', 'OPTIONS')).status).toBe(204);
      expect((await get('/nope')).status).toBe(404);
    }
  });
});
