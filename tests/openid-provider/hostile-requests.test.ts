import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeClientSecrets } from '../builders/make-openid-client.ts';
import { exchange as exchangeHttp } from '../support/http-exchange.ts';
import {
  makeProConnect,
  type OpenidWorld,
  openOpenidWorld,
  REDIRECT_URI,
  SECRET,
  type TokenAnswer,
} from '../support/openid-world.ts';

const OTHER_URI = 'https://rp.example/api/v2/other-callback';
const LOGOUT_URI = 'https://rp.example/api/v2/client/logout-callback';
const OTHER_LOGOUT_URI = 'https://other.example/out';
const OTHER_SECRET = 'the-secret-of-the-other';
const SHARED_SECRET = 'a secret that signs id tokens, long enough';
const ALLOWED_ORIGIN = 'https://app.example';
const VERIFIER = 'v'.repeat(43);
/** Of `VERIFIER`, by S256. */
const CHALLENGE = Buffer.from(
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERIFIER)),
).toString('base64url');
const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

const OTHER = { client_id: 'other', client_secret: OTHER_SECRET };
const POSTED = { client_id: 'proconnect', client_secret: SECRET };
const NOBODY = { client_id: '', client_secret: '' };

let world: OpenidWorld;
beforeAll(async () => {
  world = await openOpenidWorld({
    clients: [
      makeProConnect({ redirectUris: [REDIRECT_URI, OTHER_URI], postLogoutRedirectUris: [LOGOUT_URI] }),
      makeProConnect({
        clientId: 'other',
        secrets: makeClientSecrets(OTHER_SECRET),
        postLogoutRedirectUris: [OTHER_LOGOUT_URI],
      }),
      makeProConnect({ clientId: 'basic', tokenEndpointAuthMethod: 'client_secret_basic' }),
      makeProConnect({ clientId: 'off', isEnabled: false }),
      makeProConnect({
        clientId: 'hs',
        idTokenSignedResponseAlg: 'HS256',
        secrets: makeClientSecrets(SHARED_SECRET, { readable: SHARED_SECRET }),
      }),
      makeProConnect({
        clientId: 'public',
        clientType: 'public',
        tokenEndpointAuthMethod: 'none',
        allowedOrigins: [ALLOWED_ORIGIN],
      }),
    ],
  });
});
afterAll(() => world.close());
beforeEach(() => {
  world.state.person = world.ada;
});

const basicAuth = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

/** Where a browser of somebody who would sign in at once is led by a request, as an address or as a form. */
async function ask(query: string, method: 'GET' | 'POST' = 'GET') {
  const body = new URLSearchParams(query);
  return method === 'GET'
    ? world.browser().open(`${world.issuer}/authorize/?${query}`)
    : world.browser().open(`${world.issuer}/authorize/`, { method, body });
}

const usualQuery = (given: Readonly<Record<string, string>> = {}): string =>
  world.authorizeUrl(given).searchParams.toString();

async function codeOf(given: Readonly<Record<string, string>> = {}): Promise<string> {
  return (await world.authorize(given)).searchParams.get('code') ?? '';
}

describe('an authorization request that may not be answered to any address stays on a page of ours:', () => {
  const address = (redirectUri: string) => () => usualQuery({ redirect_uri: redirectUri });
  const path = '/api/v2/oidc-callback';
  it.each<[string, () => string]>([
    ['user information before the host', address(`https://rp.example@evil.example${path}`)],
    ['user information before the right host', address(`https://evil.example@rp.example${path}`)],
    ['a reversed slash before the host', address(`https://evil.example\\@rp.example${path}`)],
    ['another port', address(`https://rp.example:444${path}`)],
    ['the usual port, written', address(`https://rp.example:443${path}`)],
    ['a dot behind the host', address(`https://rp.example.${path}`)],
    ['a longer host', address(`https://rp.example.evil.example${path}`)],
    ['a host below', address(`https://evil.rp.example${path}`)],
    ['a longer path', address(`${REDIRECT_URI}/more`)],
    ['a final slash', address(`${REDIRECT_URI}/`)],
    ['letters behind the path', address(`${REDIRECT_URI}x`)],
    ['a path that leads back', address('https://rp.example/api/v2/../v2/oidc-callback')],
    ['a path that leads out', address(`${REDIRECT_URI}/../../evil`)],
    ['a doubled slash', address(`https://rp.example/${path}`)],
    ['upper case in scheme and host', address(`HTTPS://RP.EXAMPLE${path}`)],
    ['upper case in the path', address('https://rp.example/api/v2/OIDC-callback')],
    ['an encoded letter', address('https://rp.example/api/v2/oidc%2Dcallback')],
    ['an address encoded twice', address(encodeURIComponent(REDIRECT_URI))],
    ['an added query', address(`${REDIRECT_URI}?added=1`)],
    ['an empty query', address(`${REDIRECT_URI}?`)],
    ['a fragment', address(`${REDIRECT_URI}#there`)],
    ['without encryption', address(`http://rp.example${path}`)],
    ['without a scheme', address(`//rp.example${path}`)],
    ['a path alone', address(path)],
    ['a script', address('javascript:alert(1)//rp.example')],
    ['data', address('data:text/html,there')],
    ['a space before', address(` ${REDIRECT_URI}`)],
    ['a new line behind', address(`${REDIRECT_URI}\r\nSet-Cookie: a=b`)],
    ['a NUL behind', address(`${REDIRECT_URI}\0`)],
    ['a lone surrogate behind', () => usualQuery().replace('callback', 'callback%ED%A0%80')],
    ['an address of another client', address(OTHER_LOGOUT_URI)],
    ['two addresses', () => `${usualQuery()}&redirect_uri=https%3A%2F%2Fevil.example%2F`],
    [
      'the same address twice',
      () => `${usualQuery()}&${new URLSearchParams({ redirect_uri: REDIRECT_URI })}`,
    ],
    ['two clients', () => `${usualQuery()}&client_id=other`],
    ['no client', () => usualQuery({ client_id: '' })],
    ['an unknown client', () => usualQuery({ client_id: 'nobody' })],
    ['a disabled client', () => usualQuery({ client_id: 'off' })],
    ['a client id with NUL', () => usualQuery({ client_id: 'proconnect\0' })],
    ['a client id with a lone surrogate', () => usualQuery().replace('=proconnect', '=proconnect%ED%A0%80')],
    ['a client id of an object', () => usualQuery({ client_id: '__proto__' })],
    ['a client id in brackets', () => usualQuery().replace('client_id', 'client_id[]')],
  ])('%s', async (_what, query) => {
    for (const method of ['GET', 'POST'] as const) {
      const { landed, response } = await ask(query(), method);
      expect(landed?.href, method).toBeUndefined();
      expect(response.status, method).toBe(400);
      expect(response.headers.get('content-type'), method).toContain('text/html');
      expect(await response.text(), method).not.toContain('evil.example');
    }
  });

  it.each(['state', 'client_id', 'redirect_uri', 'scope', 'nonce', 'login_hint', 'made_up'])(
    '100 kB of %s',
    async (name) => {
      const { landed, response } = await ask(usualQuery({ [name]: 'x'.repeat(100_000) }), 'POST');
      expect(landed?.href).toBeUndefined();
      expect(response.status).toBe(413);
    },
  );
});

describe('an authorization request that is refused tells the client so, without a code:', () => {
  const asked = (given: Readonly<Record<string, string>>) => () => usualQuery(given);
  const twice = (name: string, value: string) => () => `${usualQuery()}&${name}=${value}`;
  it.each<[string, () => string, string]>([
    ['token', asked({ response_type: 'token' }), 'unauthorized_client'],
    ['id_token', asked({ response_type: 'id_token' }), 'unauthorized_client'],
    ['id_token token', asked({ response_type: 'id_token token' }), 'unauthorized_client'],
    ['code token', asked({ response_type: 'code token' }), 'unauthorized_client'],
    ['code id_token', asked({ response_type: 'code id_token' }), 'unauthorized_client'],
    ['code id_token token', asked({ response_type: 'code id_token token' }), 'unauthorized_client'],
    ['none', asked({ response_type: 'none' }), 'unauthorized_client'],
    ['CODE', asked({ response_type: 'CODE' }), 'unauthorized_client'],
    ['a NUL in the scope', asked({ scope: 'openid a\0b' }), 'invalid_scope'],
    ['response mode web_message', asked({ response_mode: 'web_message' }), 'unsupported_response_mode'],
    ['response mode jwt', asked({ response_mode: 'jwt' }), 'unsupported_response_mode'],
    ['response mode query.jwt', asked({ response_mode: 'query.jwt' }), 'unsupported_response_mode'],
    ['response mode __proto__', asked({ response_mode: '__proto__' }), 'unsupported_response_mode'],
    [
      'registration',
      asked({ registration: '{"redirect_uris":["https://evil.example/"]}' }),
      'registration_not_supported',
    ],
    ['request_uri', asked({ request_uri: 'https://evil.example/request' }), 'request_uri_not_supported'],
    [
      'request_uri of a pushed request',
      asked({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }),
      'request_uri_not_supported',
    ],
    ['request', asked({ request: 'eyJhbGciOiJub25lIn0.e30.' }), 'request_not_supported'],
    ['two states', twice('state', 'other'), 'invalid_request'],
    ['two nonces', twice('nonce', 'other'), 'invalid_request'],
    ['two scopes', twice('scope', 'openid'), 'invalid_request'],
    ['two response types', twice('response_type', 'code'), 'invalid_request'],
    ['plain', asked({ code_challenge: VERIFIER, code_challenge_method: 'plain' }), 'invalid_request'],
    ['a challenge without its method', asked({ code_challenge: VERIFIER }), 'invalid_request'],
    ['a method without a challenge', asked({ code_challenge_method: 'S256' }), 'invalid_request'],
    ['a short challenge', asked({ ...S256, code_challenge: 'short' }), 'invalid_request'],
    ['a public client without a challenge', asked({ client_id: 'public' }), 'invalid_request'],
    ['prompt none and login', asked({ prompt: 'none login' }), 'invalid_request'],
    ['an unknown prompt', asked({ prompt: 'made_up' }), 'invalid_request'],
    ['a negative age', asked({ max_age: '-1' }), 'invalid_request'],
    ['an age in words', asked({ max_age: 'old' }), 'invalid_request'],
    ['claims that are no JSON', asked({ claims: '{' }), 'invalid_request'],
    ['claims that are a list', asked({ claims: '[]' }), 'invalid_request'],
    ['claims of null', asked({ claims: 'null' }), 'invalid_request'],
    ['claims with a deep nest', asked({ claims: '['.repeat(5_000) }), 'invalid_request'],
    ['a hint that is no token', asked({ id_token_hint: 'x' }), 'invalid_request'],
    ['a hint without signature', asked({ id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' }), 'invalid_request'],
  ])('%s', async (_what, query, error) => {
    for (const method of ['GET', 'POST'] as const) {
      const { landed } = await ask(query(), method);
      expect(landed && `${landed.origin}${landed.pathname}`, method).toBe(REDIRECT_URI);
      expect(landed?.hash, method).toBe('');
      const answer = Object.fromEntries(landed?.searchParams ?? []);
      expect(answer, method).toMatchObject({ error, iss: world.issuer });
      expect(Object.keys(answer), method).not.toContain('code');
    }
  });
});

describe('an authorization request with strange values is answered all the same:', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['a state of thousands of characters', { state: 'é&=#%+ '.repeat(600) }],
    ['a state with NUL and line ends', { state: 'a\0b\r\nSet-Cookie: c=d' }],
    ['a nonce of thousands of characters', { nonce: 'x'.repeat(4_000) }],
    ['a NUL in the nonce', { nonce: 'a\0b' }],
    ['a NUL in the hint of a name', { login_hint: 'ada\0@varzy.example' }],
    ['a NUL in the levels', { acr_values: 'eidas1 a\0' }],
    ['an unknown parameter with NUL', { made_up: '\0' }],
    ['markup in each text', { state: '"><script>', login_hint: '"><script>', ui_locales: '"><script>' }],
  ])('%s', async (_what, given) => {
    const { landed } = await ask(usualQuery(given), 'POST');
    const answer = Object.fromEntries(landed?.searchParams ?? []);
    expect(answer).toEqual({
      code: expect.any(String),
      state: given['state'] ?? 'st4te',
      iss: world.issuer,
    });
    const { status, body } = await world.exchange(answer['code'] ?? '');
    expect(status).toBe(200);
    expect(world.decoded(body['id_token'])['nonce']).toBe(given['nonce'] ?? 'n0nce');
  });
});

describe('the token endpoint gives nothing to', () => {
  const grant = (code: string, fields: Readonly<Record<string, string>>, headers = {}) =>
    world.post(
      'token/',
      { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...fields },
      headers,
    );
  const ofBasic = () => codeOf({ client_id: 'basic' });
  const ofPublic = () => codeOf({ client_id: 'public', ...S256 });
  it.each<[string, () => Promise<TokenAnswer>, number, string]>([
    ['the code of another client', async () => grant(await codeOf(), OTHER), 400, 'invalid_grant'],
    [
      'a code for another address of the client',
      async () => grant(await codeOf(), { ...POSTED, redirect_uri: OTHER_URI }),
      400,
      'invalid_request',
    ],
    [
      'a code for no address',
      async () => grant(await codeOf(), { ...POSTED, redirect_uri: '' }),
      400,
      'invalid_request',
    ],
    [
      'a wrong verifier',
      async () => grant(await codeOf(S256), { ...POSTED, code_verifier: 'w'.repeat(43) }),
      400,
      'invalid_grant',
    ],
    ['no verifier', async () => grant(await codeOf(S256), POSTED), 400, 'invalid_request'],
    [
      'the challenge as the verifier',
      async () => grant(await codeOf(S256), { ...POSTED, code_verifier: CHALLENGE }),
      400,
      'invalid_grant',
    ],
    [
      'a short verifier',
      async () => grant(await codeOf(S256), { ...POSTED, code_verifier: 'v' }),
      400,
      'invalid_request',
    ],
    [
      'a verifier without a challenge',
      async () => grant(await codeOf(), { ...POSTED, code_verifier: VERIFIER }),
      400,
      'invalid_grant',
    ],
    [
      'a public client without verifier',
      async () => grant(await ofPublic(), { client_id: 'public' }),
      400,
      'invalid_request',
    ],
    [
      'a public client with a secret',
      async () =>
        grant(await ofPublic(), { client_id: 'public', client_secret: SECRET, code_verifier: VERIFIER }),
      401,
      'invalid_client',
    ],
    [
      'a public client with an empty password',
      async () => grant(await ofPublic(), { code_verifier: VERIFIER }, basicAuth('public', '')),
      400,
      'invalid_request',
    ],
    [
      'a client by its id alone',
      async () => grant(await codeOf(), { client_id: 'proconnect' }),
      401,
      'invalid_client',
    ],
    [
      'a client with an empty secret',
      async () => grant(await codeOf(), { client_id: 'proconnect', client_secret: '' }),
      401,
      'invalid_client',
    ],
    [
      'a wrong secret',
      async () => grant(await codeOf(), { ...POSTED, client_secret: 'wrong' }),
      401,
      'invalid_client',
    ],
    [
      'the secret of another client',
      async () => grant(await codeOf(), { ...POSTED, client_secret: OTHER_SECRET }),
      401,
      'invalid_client',
    ],
    [
      'a secret with NUL',
      async () => grant(await codeOf(), { ...POSTED, client_secret: `${SECRET}\0` }),
      401,
      'invalid_client',
    ],
    [
      'a secret of 50 kB',
      async () => grant(await codeOf(), { ...POSTED, client_secret: 'x'.repeat(50_000) }),
      401,
      'invalid_client',
    ],
    [
      'a wrong secret in the header',
      async () => grant(await ofBasic(), {}, basicAuth('basic', 'wrong')),
      401,
      'invalid_client',
    ],
    [
      'a secret in the header of one who posts it',
      async () => grant(await codeOf(), {}, basicAuth('proconnect', SECRET)),
      401,
      'invalid_client',
    ],
    [
      'a posted secret of one who sends it in the header',
      async () => grant(await ofBasic(), { client_id: 'basic', client_secret: SECRET }),
      401,
      'invalid_client',
    ],
    [
      'secrets in both ways',
      async () =>
        grant(await ofBasic(), { client_id: 'basic', client_secret: SECRET }, basicAuth('basic', SECRET)),
      400,
      'invalid_request',
    ],
    [
      'two clients in both ways',
      async () => grant(await ofBasic(), { client_id: 'other' }, basicAuth('basic', SECRET)),
      400,
      'invalid_request',
    ],
    [
      'a header that is not base64',
      async () => grant(await ofBasic(), {}, { authorization: 'Basic %%%' }),
      400,
      'invalid_request',
    ],
    [
      'a header with a broken escape',
      async () => grant(await ofBasic(), {}, basicAuth('basic', '%zz')),
      400,
      'invalid_request',
    ],
    [
      'a header with a NUL',
      async () => grant(await ofBasic(), {}, basicAuth('basic%00', SECRET)),
      400,
      'invalid_request',
    ],
    [
      'a disabled client',
      async () => grant(await codeOf(), { client_id: 'off', client_secret: SECRET }),
      401,
      'invalid_client',
    ],
    [
      'an unknown client',
      async () => grant(await codeOf(), { client_id: 'nobody', client_secret: SECRET }),
      401,
      'invalid_client',
    ],
    ['nobody', async () => grant(await codeOf(), NOBODY), 401, 'invalid_client'],
    [
      'an assertion that nobody registered',
      async () =>
        grant(await codeOf(), {
          client_id: 'proconnect',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: 'eyJhbGciOiJub25lIn0.e30.',
        }),
      401,
      'invalid_client',
    ],
    ['a code with NUL', () => grant('a\0b', POSTED), 400, 'invalid_grant'],
    ['a code of 50 kB', () => grant('x'.repeat(50_000), POSTED), 400, 'invalid_grant'],
    [
      'an access token as a code',
      async () => grant(String((await world.signIn()).body['access_token']), POSTED),
      400,
      'invalid_grant',
    ],
    [
      'a refresh token as a code',
      async () => grant(String((await world.signIn()).body['refresh_token']), POSTED),
      400,
      'invalid_grant',
    ],
    [
      'the refresh token of another client',
      async () => world.refresh((await world.signIn()).body['refresh_token'], OTHER),
      400,
      'invalid_grant',
    ],
    [
      'an access token as a refresh token',
      async () => world.refresh((await world.signIn()).body['access_token']),
      400,
      'invalid_grant',
    ],
    ['a code as a refresh token', async () => world.refresh(await codeOf()), 400, 'invalid_grant'],
    [
      'a refresh token for more scopes',
      async () =>
        world.refresh((await world.signIn({ scope: 'openid' })).body['refresh_token'], {
          scope: 'openid email',
        }),
      400,
      'invalid_scope',
    ],
    [
      'a password',
      () =>
        world.post('token/', {
          grant_type: 'password',
          username: 'ada@varzy.example',
          password: 'x',
          ...POSTED,
        }),
      400,
      'invalid_grant',
    ],
    [
      'a client for itself',
      () => world.post('token/', { grant_type: 'client_credentials', ...POSTED }),
      400,
      'unauthorized_client',
    ],
    [
      'a grant of a device',
      () =>
        world.post('token/', {
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code: 'x',
          ...POSTED,
        }),
      400,
      'unsupported_grant_type',
    ],
    [
      'a grant by the name of an object',
      () => world.post('token/', { grant_type: '__proto__', ...POSTED }),
      400,
      'unsupported_grant_type',
    ],
  ])('%s', async (_what, request, status, error) => {
    const { body, ...answer } = await request();
    expect({ status: answer.status, error: body['error'] }).toEqual({ status, error });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['access_token']));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(body)).not.toContain(SECRET);
  });

  it.each(['code', 'client_secret', 'grant_type', 'redirect_uri'])('a %s that comes twice', async (name) => {
    const fields = new URLSearchParams({
      grant_type: 'authorization_code',
      code: await codeOf(),
      redirect_uri: REDIRECT_URI,
      ...POSTED,
    });
    fields.append(name, fields.get(name) ?? '');
    const response = await fetch(`${world.issuer}/token/`, { method: 'POST', body: fields });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain('access_token');
  });

  it('a body of 100 kB, or one that is JSON', async () => {
    const big = await world.post('token/', { ...POSTED, code: 'x'.repeat(100_000) });
    expect(big.status).toBeGreaterThanOrEqual(400);
    expect(big.status).toBeLessThan(500);
    const json = await fetch(`${world.issuer}/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'authorization_code', code: await codeOf(), ...POSTED }),
    });
    expect(json.status).toBeGreaterThanOrEqual(400);
    expect(json.status).toBeLessThan(500);
  });

  it('one who tried with a code that was stolen: it is good for its client still', async () => {
    const code = await codeOf();
    expect((await grant(code, OTHER)).status).toBe(400);
    expect((await grant(code, POSTED)).status).toBe(200);
  });
});

describe('userinfo is not told to', () => {
  const ask = (token: unknown, init: RequestInit = {}) => world.userinfo(token, init);
  const bare = (query: string) => fetch(`${world.issuer}/userinfo/?${query}`);
  const token = async (name = 'access_token') => String((await world.signIn()).body[name]);
  it.each<[string, () => Promise<Response>, number]>([
    ['an access token in the query', async () => bare(`access_token=${await token()}`), 400],
    ['a refresh token', async () => ask(await token('refresh_token')), 401],
    ['an id token', async () => ask(await token('id_token')), 401],
    ['a code', async () => ask(await codeOf()), 401],
    ['a token in other letters', async () => ask((await token()).toUpperCase()), 401],
    ['a token of 10 kB', () => ask('x'.repeat(10_000)), 401],
    [
      'a token in the header and the body',
      async () => {
        const value = await token();
        return ask(value, { method: 'POST', body: new URLSearchParams({ access_token: value }) });
      },
      400,
    ],
    ['a client', () => ask('', { headers: basicAuth('basic', SECRET) }), 400],
  ])('%s', async (_what, request, status) => {
    const response = await request();
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('varzy');
  });
});

describe('signing out is refused, and nobody signed out, by the hint', () => {
  const unsigned = (idToken: string): string => {
    const [, payload] = idToken.split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  };
  const signedBy = (key: string, alg: string) => (idToken: string) =>
    new SignJWT(world.decoded(idToken)).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
  const publicKey = async (): Promise<string> =>
    (await fetch(`${world.issuer}/.well-known/jwks.json`)).text();
  it.each<[string, Readonly<Record<string, string>>, (idToken: string) => string | Promise<string>]>([
    ['without a signature', {}, unsigned],
    [
      'without a signature, in other letters',
      {},
      (token) => unsigned(token).replace(/^[^.]+/, Buffer.from('{"alg":"NoNe"}').toString('base64url')),
    ],
    ['by HS256 with our public key', {}, async (token) => signedBy(await publicKey(), 'HS256')(token)],
    [
      "by HS256 with the client's own secret",
      {},
      (token) => signedBy(SECRET.padEnd(32, '='), 'HS256')(token),
    ],
    [
      'by HS256 with the secret of another client',
      { client_id: 'hs' },
      (token) => signedBy(OTHER_SECRET.padEnd(32, '='), 'HS256')(token),
    ],
    ['that was cut', {}, (token) => token.slice(0, -10)],
    ['with NUL', {}, (token) => `${token}\0`],
    ['of 50 kB', {}, () => 'x'.repeat(50_000)],
  ])('%s', async (_what, given, forge) => {
    const browser = world.browser();
    const { landed } = await browser.open(world.authorizeUrl(given));
    const secret = given['client_id'] === 'hs' ? { client_id: 'hs', client_secret: SHARED_SECRET } : {};
    const { body } = await world.exchange(landed?.searchParams.get('code') ?? '', secret);
    const id_token_hint = await forge(String(body['id_token']));
    const out = new URLSearchParams({ id_token_hint, post_logout_redirect_uri: LOGOUT_URI });
    const end = await browser.open(`${world.issuer}/logout/`, { method: 'POST', body: out });
    expect(end.landed?.href).toBeUndefined();
    expect(end.response.status).toBe(400);
    const silent = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(silent.landed?.searchParams.has('code')).toBe(true);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['of another client, by the id of this one', { client_id: 'proconnect' }],
    ['of another client, to an address of this one', { post_logout_redirect_uri: LOGOUT_URI }],
    ['of another client, in a script', { post_logout_redirect_uri: 'javascript:alert(1)' }],
    [
      'of another client, to its address with another port',
      { post_logout_redirect_uri: 'https://other.example:444/out' },
    ],
    [
      'of another client, to its address with user information',
      { post_logout_redirect_uri: 'https://other.example@evil.example/out' },
    ],
    [
      'of another client, to its address in upper case',
      { post_logout_redirect_uri: 'HTTPS://OTHER.EXAMPLE/out' },
    ],
    [
      'of another client, to its address encoded',
      { post_logout_redirect_uri: 'https://other.example/o%75t' },
    ],
    ['of another client, to its address and more', { post_logout_redirect_uri: `${OTHER_LOGOUT_URI}/` }],
  ])('%s', async (_what, given) => {
    const browser = world.browser();
    const { landed } = await browser.open(world.authorizeUrl({ client_id: 'other' }));
    const { body } = await world.exchange(landed?.searchParams.get('code') ?? '', OTHER);
    const out = new URLSearchParams({ id_token_hint: String(body['id_token']), ...given });
    const end = await browser.open(`${world.issuer}/logout/?${out}`);
    expect(end.landed?.href).toBeUndefined();
    expect(end.response.status).toBe(400);
    const silent = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(silent.landed?.searchParams.has('code')).toBe(true);
  });
});

describe('another client', () => {
  it('does not end a token by revoking it', async () => {
    const { body } = await world.signIn();
    for (const name of ['access_token', 'refresh_token'])
      expect(await world.post('revoke_token/', { token: String(body[name]), ...OTHER })).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
    expect((await world.userinfo(body['access_token'])).status).toBe(200);
    expect((await world.refresh(body['refresh_token'])).status).toBe(200);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['without a secret', { client_id: 'proconnect' }],
    ['with a wrong one', { client_id: 'proconnect', client_secret: 'wrong' }],
    ['that is public', { client_id: 'public' }],
    ['that is disabled', { client_id: 'off', client_secret: SECRET }],
  ])('%s learns nothing about a token', async (_what, client) => {
    const { body } = await world.signIn();
    const response = await fetch(`${world.issuer}/introspect/`, {
      method: 'POST',
      body: new URLSearchParams({ token: String(body['access_token']), ...client }),
    });
    const text = await response.text();
    expect(text).not.toContain('varzy');
    expect(text).not.toContain('"active":true');
  });
});

describe('a browser that somebody else prepared', () => {
  const SESSION = /(?:^|; )regie_openid=([^;]+)/;
  const cookiesOf = ({ jar }: ReturnType<OpenidWorld['browser']>) => jar.header(new URL(world.issuer));
  /** A new browser into which these cookies were put. */
  const browserWith = (cookie: string) => {
    const browser = world.browser();
    const lines = cookie.split('; ').map((one): [string, string] => ['set-cookie', `${one}; path=/`]);
    browser.jar.store(new URL(world.issuer), new Response(null, { headers: lines }));
    return browser;
  };
  const silently = async (browser: ReturnType<OpenidWorld['browser']>) =>
    (await browser.open(world.authorizeUrl({ prompt: 'none' }))).landed?.searchParams.get('error');

  it('has another session after the sign-in than the one that was put there', async () => {
    const planted = 'regie_openid=a-value-that-somebody-knows';
    const victim = browserWith(planted);
    expect((await world.authorize({}, victim)).searchParams.has('code')).toBe(true);
    expect(await silently(victim)).toBeNull();
    expect(SESSION.exec(cookiesOf(victim))?.[1]).not.toBe('a-value-that-somebody-knows');
    const signature = /regie_openid\.sig=[^;]+/.exec(cookiesOf(victim))?.[0];
    expect(await silently(browserWith(`${planted}; ${signature}`))).toBe('login_required');
  });

  it('gets another session when somebody else signs in over the one that was put there', async () => {
    const attacker = world.browser();
    world.state.person = world.bob;
    await world.authorize({}, attacker);
    const before = SESSION.exec(cookiesOf(attacker))?.[1];
    const victim = browserWith(cookiesOf(attacker));
    world.state.person = world.ada;
    const { body } = await world.signIn({ prompt: 'login' }, victim);
    expect(world.decoded(body['id_token']).sub).toBe(world.ada.id);
    expect(before).toBeDefined();
    expect(SESSION.exec(cookiesOf(victim))?.[1]).not.toBe(before);
    const landed = (await attacker.open(world.authorizeUrl({ prompt: 'none' }))).landed;
    const code = landed?.searchParams.get('code');
    if (code) expect(world.decoded((await world.exchange(code)).body['id_token']).sub).toBe(world.bob.id);
    else expect(landed?.searchParams.get('error')).toBe('login_required');
  });

  it('is not signed in by a cookie without our signature', async () => {
    const owner = world.browser();
    await world.authorize({}, owner);
    const line = cookiesOf(owner)
      .split('; ')
      .find((one) => one.startsWith('regie_openid='));
    expect(line).toBeDefined();
    for (const cookie of [line ?? '', `${line}; regie_openid.sig=forged`]) {
      const response = await fetch(world.authorizeUrl({ prompt: 'none' }), {
        redirect: 'manual',
        headers: { cookie },
      });
      expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(
        'login_required',
      );
    }
  });

  it('does not carry on a sign-in that began elsewhere', async () => {
    world.state.person = undefined;
    const attacker = world.browser();
    const begun = await attacker.fetch(world.authorizeUrl());
    const uid = /interaction\/([^/]+)\//.exec(begun.headers.get('location') ?? '')?.[1];
    expect(uid).toBeDefined();
    world.state.person = world.ada;
    for (const path of [`interaction/${uid}/`, `authorize/${uid}`, 'authorize/made-up', 'authorize/%00']) {
      const { landed, response } = await world.browser().open(`${world.issuer}/${path}`);
      expect(landed?.href, path).toBeUndefined();
      expect(response.status, path).toBe(400);
    }
  });
});

describe('scripts of an origin', () => {
  const exchangeFrom = async (origin: string) => {
    const code = await codeOf({ client_id: 'public', ...S256 });
    return world.post(
      'token/',
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        client_id: 'public',
        code_verifier: VERIFIER,
      },
      { origin },
    );
  };

  it('that the client registered may read its tokens and userinfo', async () => {
    const { status, headers, body } = await exchangeFrom(ALLOWED_ORIGIN);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(ALLOWED_ORIGIN);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const told = await world.userinfo(body['access_token'], { headers: { origin: ALLOWED_ORIGIN } });
    expect(told.headers.get('access-control-allow-origin')).toBe(ALLOWED_ORIGIN);
  });

  it.each([
    'https://evil.example',
    'http://app.example',
    'https://app.example:444',
    'https://app.example.evil.example',
    'https://evil.app.example',
    'HTTPS://APP.EXAMPLE',
    'null',
  ])('%s may not', async (origin) => {
    const { status, headers, body } = await exchangeFrom(origin);
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('access_token');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const { body: tokens } = await exchangeFrom(ALLOWED_ORIGIN);
    const told = await world.userinfo(tokens['access_token'], { headers: { origin } });
    expect(told.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may not read the pages of the authorization endpoint', async () => {
    const response = await fetch(world.authorizeUrl(), {
      redirect: 'manual',
      headers: { origin: ALLOWED_ORIGIN },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a request that says it is for another host', () => {
  it.each([
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example' },
    { forwarded: 'host=evil.example;proto=https' },
    { 'x-forwarded-proto': 'evil' },
    { 'x-original-url': 'https://evil.example/' },
  ])('%j is answered as one to the issuer', async (given) => {
    const headers: Record<string, string> = { ...given };
    const found = await exchangeHttp(`${world.issuer}/.well-known/openid-configuration`, { headers });
    const begun = await exchangeHttp(world.authorizeUrl().href, { headers });
    for (const answer of [found, begun])
      expect(`${answer.text} ${JSON.stringify(answer.headers)}`).not.toContain('evil');
    expect(found.body).toMatchObject({ issuer: world.issuer });
    expect(begun.status).toBe(302);
    expect(new URL(begun.headers.location ?? '', world.issuer).origin).toBe(new URL(world.issuer).origin);
  });
});
