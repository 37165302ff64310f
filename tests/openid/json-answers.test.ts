import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import type { IntrospectionOptions } from '../../src/adapters/introspection/server/introspection-options.ts';
import { type Answer, type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { introspectionOptions } from './introspection-options.ts';

const NOW = 1_800_000_000;
const TOKEN = 'token-that-nobody-may-read';
const SECRET = 'secret-that-nobody-may-read';
const active = { active: true, sub: 'somebody', client_id: 'service', scope: 'openid groups' };

let server: HandMadeProvider;
beforeAll(async () => {
  server = await startHandMadeProvider();
});
afterAll(() => server.close());
beforeEach(() => server.script({}));

const opened: ConnectedTokenIntrospector[] = [];
afterEach(() => Promise.all(opened.splice(0).map((introspector) => introspector.close())));

const connect = (overrides: Partial<IntrospectionOptions> = {}) => {
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(server.issuer, {
      introspectionEndpoint: `${server.issuer}/introspection`,
      clientId: 'resource server',
      clientSecret: SECRET,
      ...overrides,
    }),
    clock: { now: () => new Date(NOW * 1000) },
  });
  opened.push(introspector);
  return introspector;
};

/** Answers name their issuer where a test does not say otherwise. */
const introspect = ({ body, ...answer }: Answer, introspector = connect()) => {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const named = isObject ? { iss: server.issuer, ...body } : body;
  server.script({ introspection: { status: 200, ...answer, body: named } });
  return introspector.introspect(TOKEN);
};

it('asks as RFC 7662 says, with our credentials in the form', async () => {
  await introspect({ body: active });
  const [request] = server.requestsTo('introspection');
  expect(Object.fromEntries(request?.form ?? [])).toEqual({
    token: TOKEN,
    client_id: 'resource server',
    client_secret: SECRET,
  });
  expect(server.requestsTo('discovery')).toEqual([]);
});

describe('a token is active', () => {
  const somebody = { active: true, sub: 'somebody', clientId: 'service', scopes: ['openid', 'groups'] };
  it.each<[string, object, object]>([
    ['without times', {}, { expiresAt: undefined }],
    ['until its end', { exp: NOW + 60 }, { expiresAt: new Date((NOW + 60) * 1000) }],
    ['within the leeway after its end', { exp: NOW - 29 }, { expiresAt: new Date((NOW - 29) * 1000) }],
    ['within the leeway before its start', { nbf: NOW + 30, iat: NOW + 30 }, {}],
    ['as a bearer token', { token_type: 'bearer' }, {}],
    ['without scope', { scope: undefined }, { scopes: [] }],
    ['without subject', { sub: undefined }, { sub: undefined }],
    ['with a blank subject', { sub: ' ' }, { sub: undefined }],
    ['with a null subject', { sub: null }, { sub: undefined }],
    ['without client', { client_id: undefined }, { clientId: undefined }],
    ['with a blank client', { client_id: ' ' }, { clientId: undefined }],
    ['with spaces around its scopes', { scope: ' openid  groups ' }, {}],
    ['at a level', { acr: 'eidas2' }, { acr: 'eidas2' }],
    ['whatever else is said of it', { username: 'x', jti: 'y', aud: ['a', 'b'] }, {}],
  ])('%s', async (_name, members, expected) => {
    const answer = await introspect({ body: { ...active, ...members } });
    expect(answer).toMatchObject({ ...somebody, ...expected });
  });

  it.each([undefined, 2, ['eidas2'], { value: 'eidas2' }, null, '', 'a\0b', 'x'.repeat(256)])(
    'at no level, with acr as %j',
    async (acr) => {
      const answer = await introspect({ body: { ...active, acr } });
      expect(answer).toMatchObject(somebody);
      expect(answer).not.toHaveProperty('acr');
    },
  );

  it.each([['service'], [['service']]])(
    'for the client in %j, where that is how it is named',
    async (aud) => {
      const introspector = connect({ audienceClaim: 'aud' });
      for (const client_id of ['service', undefined]) {
        const answer = await introspect({ body: { ...active, client_id, aud } }, introspector);
        expect(answer).toMatchObject({ active: true, clientId: 'service' });
      }
    },
  );

  it.each([[[]], [['']], [' '], [null]])('for no client in %j', async (aud) => {
    const introspector = connect({ audienceClaim: 'aud' });
    expect(await introspect({ body: { ...active, aud } }, introspector)).toMatchObject({
      active: true,
      clientId: undefined,
    });
  });
});

describe('a token is not active', () => {
  it.each<[string, object]>([
    ['when that is said', { active: false }],
    ['when that is all that is said', { active: false, iss: undefined }],
    ['whatever is said beside', { ...active, active: false }],
    ['when it is bound to a key', { ...active, cnf: { jkt: 'x' } }],
    ['when it is no bearer token', { ...active, token_type: 'DPoP' }],
  ])('%s', async (_name, body) => {
    expect(await introspect({ body })).toEqual({ active: false });
  });
});

/** The server has answered: unusable members are the token's problem, and no outage (RFC 6750, 3.1). */
describe('a token is of no use', () => {
  const over = 'x'.repeat(8193);
  it.each<[string, string, object]>([
    ['without active', 'members', { active: undefined }],
    ...[1, 0, 'true', 'false', null, [true], {}].map((given): [string, string, object] => [
      `with an active of ${JSON.stringify(given)}`,
      'members',
      { active: given },
    ]),
    ...['sub', 'client_id', 'azp', 'scope', 'iss', 'token_type'].flatMap((name) =>
      [1, true, {}, [], ['text'], 'a\0b', over].map((given): [string, string, object] => [
        `with ${name} as ${JSON.stringify(given).slice(0, 20)}`,
        'members',
        { [name]: given },
      ]),
    ),
    ...[1, {}, [1], [['service']], over].map((given): [string, string, object] => [
      `with aud as ${JSON.stringify(given).slice(0, 20)}`,
      'members',
      { aud: given },
    ]),
    ...['exp', 'iat', 'nbf'].flatMap((name) =>
      ['tomorrow', '1800000060', [], {}, true, 1e300].map((given): [string, string, object] => [
        `with ${name} as ${JSON.stringify(given)}`,
        'members',
        { [name]: given },
      ]),
    ),
    ['after its end and the leeway', 'time', { exp: NOW - 30 }],
    ['of another issuer', 'issuer', { iss: 'http://elsewhere.test' }],
    ['of no issuer', 'issuer', { iss: undefined }],
    ['of a null issuer', 'issuer', { iss: null }],
    ['of a blank issuer', 'issuer', { iss: ' ' }],
    ['of two clients', 'several_callers', { azp: 'another' }],
  ])('%s: %s', async (_name, kind, members) => {
    const answer = await introspect({ body: { ...active, ...members } });
    expect(answer).toEqual({ active: false, problem: { kind, reason: expect.any(String) } });
    expect(JSON.stringify(answer)).not.toMatch(/nobody-may|somebody|elsewhere/);
  });

  it.each<[unknown, string]>([
    ['resource-server', 'caller_is_ourselves'],
    [['resource-server'], 'caller_is_ourselves'],
    ['Resource-Server', 'caller_is_ourselves'],
    [['resource-server', 'service'], 'several_callers'],
    [['service', 'resource-server'], 'several_callers'],
    [['resource-server', 'resource-server'], 'several_callers'],
    [['one', 'two'], 'several_callers'],
    [['one', null], 'several_callers'],
    ['account', 'several_callers'],
  ])('when the client is told by aud, and that is %j', async (aud, kind) => {
    const answer = await introspect({ body: { ...active, aud } }, connect({ audienceClaim: 'aud' }));
    expect(answer).toMatchObject({ active: false, problem: { kind } });
  });
});

describe('an answer fails', () => {
  const UNEXPECTED = 'identity_provider.unexpected';
  const UNAVAILABLE = 'identity_provider.unavailable';
  it.each<[string, string, Answer]>([
    ['as a list', UNEXPECTED, { body: [active] }],
    ['as null', UNEXPECTED, { body: 'null' }],
    ['as a text', UNEXPECTED, { body: '"active"' }],
    ['as a number', UNEXPECTED, { body: '1' }],
    ['as broken JSON', UNEXPECTED, { body: '{"active":' }],
    ['as JSON under another name', UNEXPECTED, { type: 'text/html', body: active }],
    ['compressed', UNEXPECTED, { body: active, headers: { 'content-encoding': 'gzip' } }],
    ['with larger headers than we read', UNEXPECTED, { body: active, headers: { x: 'x'.repeat(20_000) } }],
    ['as a JWT', UNEXPECTED, { type: 'application/token-introspection+jwt', body: 'a.b.c' }],
    ['as nothing', UNEXPECTED, { body: '' }],
    ['with more than 64 KiB', UNEXPECTED, { body: { ...active, x: 'x'.repeat(65_536) } }],
    ['as a redirect', UNEXPECTED, { status: 307, headers: { location: '/introspection' } }],
    ['refusing our credentials', UNEXPECTED, { status: 401, body: { error: 'invalid_client' } }],
    ['refusing our request', UNEXPECTED, { status: 400, body: { error: 'invalid_request' } }],
    ['when it is not there', UNEXPECTED, { status: 404, type: 'text/html', body: 'No' }],
    ['with a failure', UNAVAILABLE, { status: 500, body: active }],
    ['when there are too many', UNAVAILABLE, { status: 429 }],
    ['with a closed connection', UNAVAILABLE, { cut: true }],
  ])('%s: %s', async (_name, code, answer) => {
    const failure = await introspect(answer).then(undefined, (error: unknown) => error);
    expect(failure).toMatchObject({ code });
    const text = inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(text).not.toMatch(/nobody-may|somebody/);
    expect(server.requestsTo('introspection')).toHaveLength(1);
  });

  it('when it does not come in time', async () => {
    await expect(introspect({ drip: 20, body: active }, connect({ timeoutMs: 100 }))).rejects.toMatchObject({
      code: UNAVAILABLE,
    });
  });
});

describe('discovery of the endpoint', () => {
  it('is done once, and again only after a failure', async () => {
    const introspector = connect({ introspectionEndpoint: undefined });
    server.script({ discovery: { status: 502 } });
    await expect(introspector.introspect(TOKEN)).rejects.toMatchObject({
      code: 'identity_provider.unavailable',
    });
    server.script({ introspection: { status: 200, body: { active: false } } });
    expect(await introspector.introspect(TOKEN)).toEqual({ active: false });
    expect(await introspector.introspect(TOKEN)).toEqual({ active: false });
    expect(server.requestsTo('discovery')).toHaveLength(1);
  });

  it('that finds none is unexpected', async () => {
    server.script({ discovery: { body: { issuer: server.issuer } } });
    await expect(connect({ introspectionEndpoint: undefined }).introspect(TOKEN)).rejects.toMatchObject({
      code: 'identity_provider.unexpected',
    });
  });

  it('is refused over plain HTTP unless that is allowed', async () => {
    for (const introspectionEndpoint of [undefined, `${server.issuer}/introspection`]) {
      const introspector = connect({ allowInsecureHttp: false, introspectionEndpoint });
      await expect(introspector.introspect(TOKEN)).rejects.toMatchObject({
        code: 'identity_provider.unexpected',
      });
    }
  });
});
