import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveToken } from '../../src/adapters/memory/access/memory-token-introspector.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { rawExchange } from '../support/raw-exchange.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
  await addUser(world, { sub: 'ana' });
  await addUser(world, { sub: 'gone', isActive: false });
  issue('good');
  issue('opaque-token');
  issue('no-scope', { scopes: [] });
  issue('other-scope', { scopes: ['openid', 'groups2'] });
  issue('no-client', { clientId: undefined });
  issue('no-person', { sub: undefined });
  issue('stranger', { sub: 'unknown' });
  issue('gone', { sub: 'gone' });
  issue('expired', { expiresAt: world.clock.now() });
});
afterAll(() => world.close());

const issue = (token: string, given: Partial<ActiveToken> = {}) =>
  world.tokenIntrospector.issue(token, {
    sub: 'ana',
    clientId: 'drive',
    scopes: ['groups'],
    expiresAt: undefined,
    ...given,
  });
const PATH = '/resource-server/v1.0/teams/';
const ask = (headers: Record<string, string>, path = PATH) => exchange(`${world.url}${path}`, { headers });

const REALM = 'Bearer realm="api"';
const INVALID = {
  detail: 'The access token is unknown, expired or revoked.',
  code: 'invalid_token',
};
const UNSCOPED = {
  detail: 'The access token does not have the scope that this request needs.',
  code: 'insufficient_scope',
};
const NOT_SENT_WELL = {
  detail: 'The access token is not sent as it should be.',
  code: 'invalid_request',
};
const invalidToken = [401, `${REALM}, error="invalid_token"`, INVALID] as const;
const insufficient = [403, `${REALM}, error="insufficient_scope", scope="groups"`, UNSCOPED] as const;
const invalidRequest = [400, `${REALM}, error="invalid_request"`, NOT_SENT_WELL] as const;
const unauthenticated = (detail: string) => [401, REALM, { detail }] as const;
const NO_CREDENTIALS = unauthenticated('Authentication credentials were not provided.');
const SPACES = unauthenticated('Invalid "bearer" header: Credentials string should not contain spaces.');
const EMPTY = unauthenticated('Invalid "bearer" header: No credentials provided.');

it.each(['Bearer good', 'bearer good', 'BEARER \t  good  ', `Bearer ${btoa('opaque-token')}`])(
  '%j is let in',
  async (authorization) => {
    expect(await ask({ authorization })).toMatchObject({ status: 200, body: { count: 0 } });
  },
);

it.each<[string | undefined, readonly [number, string, object]]>([
  [undefined, NO_CREDENTIALS],
  ['', NO_CREDENTIALS],
  ['Basic good', NO_CREDENTIALS],
  ['ApiKey good', NO_CREDENTIALS],
  ['Bearergood', NO_CREDENTIALS],
  ['Bearer', EMPTY],
  ['Bearer   ', EMPTY],
  ['Bearer good good', SPACES],
  ['Bearer good, Bearer good', SPACES],
  [`Bearer ${'a '.repeat(3000)}`, SPACES],
  ['Bearer accentu\u00e9', invalidRequest],
  ['Bearer "good"', invalidRequest],
  ['Bearer good;', invalidRequest],
  [`Bearer ${'x'.repeat(8193)}`, invalidRequest],
  [`Bearer ${'x'.repeat(8192)}`, invalidToken],
  ['Bearer unknown', invalidToken],
  ['Bearer expired', invalidToken],
  ['Bearer no-client', invalidToken],
  ['Bearer gone', invalidToken],
  ['Bearer no-scope', insufficient],
  ['Bearer other-scope', insufficient],
  ['Bearer no-person', unauthenticated('Login failed')],
  ['Bearer stranger', unauthenticated('Login failed: No user found for the given access token.')],
])('%.60j is refused by RFC 6750 and the contract', async (authorization, [status, challenge, body]) => {
  const answer = await ask(authorization === undefined ? {} : { authorization });
  expect(answer).toMatchObject({ status, headers: { 'www-authenticate': challenge } });
  expect(answer.body).toEqual(body);
});

it('says so in French', async () => {
  const headers = { authorization: 'Bearer unknown', 'accept-language': 'fr' };
  expect((await ask(headers)).body).toEqual({
    detail: "Le jeton d'accès est inconnu, expiré ou révoqué.",
    code: 'invalid_token',
  });
});

describe('a token that is sent twice', () => {
  it('in two headers is refused', async () => {
    const answer = await rawExchange(world.url, [
      `GET ${PATH} HTTP/1.1`,
      'Host: localhost',
      'Authorization: Bearer good',
      'Authorization: Bearer unknown',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('error="invalid_request"');
  });

  it('in the header and the address is refused, and in the address alone is none', async () => {
    const path = `${PATH}?access_token=good`;
    expect(await ask({ authorization: 'Bearer good' }, path)).toMatchObject({
      status: 400,
      body: NOT_SENT_WELL,
    });
    expect((await ask({}, path)).status).toBe(401);
  });
});

it('a header larger than we read is refused before anything', async () => {
  const answer = await rawExchange(world.url, [
    `GET ${PATH} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${'x'.repeat(20_000)}`,
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

it('a session means nothing there', async () => {
  const cookie = `sessionid=${await world.openSession(await addUser(world))}`;
  expect((await ask({ cookie })).status).toBe(401);
});

describe('while the authorization server', () => {
  it.each([
    ['is down', 'identity_provider.unavailable', 503, 'idp_unavailable', '10'],
    ['talks nonsense', 'identity_provider.unexpected', 502, 'idp_unexpected', undefined],
  ] as const)('%s, callers get the reason', async (_how, failure, status, code, retryAfter) => {
    world.tokenIntrospector.failWith(failure);
    const answer = await ask({ authorization: 'Bearer good' });
    world.tokenIntrospector.failWith(undefined);
    expect(answer).toMatchObject({ status, body: { code, detail: expect.any(String) } });
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(Object.keys(answer.body as object).sort()).toEqual(['code', 'detail']);
  });
});

it('an installation that is no resource server says so to those with a token', async () => {
  const other = await openApiWorld({ useCases: { resourceServerSettings: undefined } });
  const url = `${other.url}${PATH}`;
  expect((await exchange(url)).body).toEqual(NO_CREDENTIALS[2]);
  expect(await exchange(url, { headers: { authorization: 'Bearer good' } })).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': REALM },
    body: { detail: 'Resource Server is improperly configured' },
  });
  await other.close();
});
