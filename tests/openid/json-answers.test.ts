import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectedTokenIntrospector,
  connectTokenIntrospector,
} from '../../src/adapters/introspection/connect-token-introspector.ts';
import type { IntrospectionOptions } from '../../src/adapters/introspection/introspection-options.ts';
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
  const introspector = connectTokenIntrospector({
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
    ['whatever else is said of it', { username: 'x', jti: 'y', aud: ['a', 'b'] }, {}],
  ])('%s', async (_name, members, expected) => {
    const answer = await introspect({ body: { ...active, ...members } });
    expect(answer).toMatchObject({ ...somebody, ...expected });
  });

  it.each([['one'], [['one']]])('for the client in %j, where that is how it is named', async (aud) => {
    const introspector = connect({ audienceClaim: 'aud' });
    expect(await introspect({ body: { ...active, aud } }, introspector)).toMatchObject({ clientId: 'one' });
  });

  it.each([['one', 'two'], []].map((aud) => [aud]))('for no client in %j', async (aud) => {
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
    ['after its end and the leeway', { ...active, exp: NOW - 30 }],
    ['before its start and the leeway', { ...active, nbf: NOW + 31 }],
    ['before it was issued', { ...active, iat: NOW + 31 }],
    ['when it is bound to a key', { ...active, cnf: { jkt: 'x' } }],
    ['when it is no bearer token', { ...active, token_type: 'DPoP' }],
  ])('%s', async (_name, body) => {
    expect(await introspect({ body })).toEqual({ active: false });
  });
});

describe('an answer fails', () => {
  const UNEXPECTED = 'identity_provider.unexpected';
  const UNAVAILABLE = 'identity_provider.unavailable';
  it.each<[string, string, Answer]>([
    ['without active', UNEXPECTED, { body: { sub: 'somebody' } }],
    ['with an active that is no boolean', UNEXPECTED, { body: { ...active, active: 'true' } }],
    ['with a subject that is no text', UNEXPECTED, { body: { ...active, sub: 1 } }],
    ['with a null character in its subject', UNEXPECTED, { body: { ...active, sub: 'a\0b' } }],
    ['with a subject longer than any', UNEXPECTED, { body: { ...active, sub: 'x'.repeat(8193) } }],
    ['with a client that is no text', UNEXPECTED, { body: { ...active, client_id: {} } }],
    ['with a time beyond all dates', UNEXPECTED, { body: { ...active, exp: 1e300 } }],
    ['of another issuer', UNEXPECTED, { body: { ...active, iss: 'http://elsewhere.test' } }],
    ['of no issuer', UNEXPECTED, { body: { ...active, iss: undefined } }],
    ['of a null issuer', UNEXPECTED, { body: { ...active, iss: null } }],
    ['of a blank issuer', UNEXPECTED, { body: { ...active, iss: ' ' } }],
    ['with a time that is no number', UNEXPECTED, { body: { ...active, exp: 'tomorrow' } }],
    ['with scopes in a list', UNEXPECTED, { body: { ...active, scope: ['openid'] } }],
    ['as a list', UNEXPECTED, { body: [active] }],
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
