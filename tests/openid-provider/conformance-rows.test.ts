import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { fetchUserInfo, refreshTokenGrant } from 'openid-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type ConformanceWorld, openConformanceWorld } from './conformance-world.ts';
import { type MailboxOwner, saidBy } from './mailbox-owner.ts';
import type { Asked, AuthorizationRequest, RelyingParty } from './relying-party.ts';

/**
 * What the conformance plans of the OpenID Foundation ask of a provider, row by row and by the names of their modules:
 * `oidcc-config`, `oidcc-basic`, `oidcc-rp-initiated-logout` and `oidcc-backchannel-rp-initiated-logout`.
 */
let world: ConformanceWorld;

beforeAll(async () => {
  world = await openConformanceWorld();
});
afterAll(() => world.close());

/** One sign-in, up to the tokens. */
async function signIn(
  asked: Asked = {},
  { party = world.first, owner = world.visitor() }: { party?: RelyingParty; owner?: MailboxOwner } = {},
) {
  const request = await party.request(asked);
  const { end, shown } = await owner.goTo(request.url);
  const tokens = await party.exchange(request, end.url);
  const claims = tokens.claims();
  if (!claims || tokens.id_token === undefined) throw new Error('no id token');
  return { owner, party, request, callback: end.url, shown, tokens, claims, idToken: tokens.id_token };
}
type SignedIn = Awaited<ReturnType<typeof signIn>>;

/** The error that a service is told in the address that somebody was sent back to. */
async function refusal(asked: Asked, owner = world.visitor(), party = world.first): Promise<URLSearchParams> {
  const request = await party.request(asked);
  const { end } = await owner.goTo(request.url);
  expect(`${end.url.origin}${end.url.pathname}`).toBe(world.redirectUri);
  expect(end.url.searchParams.get('state')).toBe(request.state);
  expect(end.url.searchParams.has('code')).toBe(false);
  return end.url.searchParams;
}

const userinfo = ({ party, tokens, claims }: SignedIn) =>
  fetchUserInfo(party.configuration, tokens.access_token, claims.sub);

const endpoint = (name: 'token_endpoint' | 'userinfo_endpoint' | 'end_session_endpoint'): string =>
  world.first.configuration.serverMetadata()[name] ?? '';

const post = async (url: string, body: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(body), headers });
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
};

const basic = ({ clientId, secret }: { clientId: string; secret: string }) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
});

/** Exchanges a code past the library, which would not send one twice, nor an address with a query. */
const exchange = (code: string, redirectUri = world.redirectUri) =>
  post(
    endpoint('token_endpoint'),
    { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    basic(world.registrations.first),
  );

const seconds = () => Math.floor(Date.now() / 1000);

/** As if some time had passed since what was done before. */
async function later<T>(secondsLater: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + secondsLater * 1000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

describe('Config OP', () => {
  it('discovery-endpoint-verification: the metadata say what there is', async () => {
    const response = await fetch(`${world.issuer}/.well-known/openid-configuration`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const metadata = z.looseObject({}).parse(await response.json());
    expect(metadata).toMatchObject({
      issuer: world.issuer,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      claims_parameter_supported: true,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
    expect(metadata['id_token_signing_alg_values_supported']).toContain('RS256');
    expect(metadata['id_token_signing_alg_values_supported']).not.toContain('none');
    expect(metadata['scopes_supported']).toEqual(expect.arrayContaining(['openid', 'email', 'profile']));
    expect(metadata['claims_supported']).toEqual(
      expect.arrayContaining(['sub', 'acr', 'amr', 'auth_time', 'email']),
    );
    expect(metadata['token_endpoint_auth_methods_supported']).toEqual(
      expect.arrayContaining(['client_secret_basic', 'client_secret_post']),
    );
    expect(metadata['grant_types_supported']).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token']),
    );
    for (const name of [
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'jwks_uri',
      'end_session_endpoint',
    ]) {
      expect(metadata[name], name).toMatch(new RegExp(`^${world.issuer}/`));
    }
  });

  it('discovery-endpoint-verification: the keys have names, one use each, and nothing private', async () => {
    const { keys } = z
      .object({ keys: z.array(z.record(z.string(), z.unknown())) })
      .parse(await (await fetch(world.first.configuration.serverMetadata().jwks_uri ?? '')).json());
    expect(keys.map(({ alg }) => alg)).toEqual(expect.arrayContaining(['RS256', 'ES256']));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key).toMatchObject({ kid: expect.any(String), use: 'sig' });
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });
});

describe('Basic OP', () => {
  it('server: code, state, issuer and an id token that the client library finds right', async () => {
    const { callback, claims, request, tokens, shown } = await signIn();
    expect(shown).toEqual(['sign-in']);
    expect([...callback.searchParams.keys()].toSorted()).toEqual(['code', 'iss', 'state']);
    expect(tokens.token_type).toBe('bearer');
    expect(claims).toMatchObject({
      iss: world.issuer,
      sub: world.mailbox.id,
      aud: world.registrations.first.clientId,
      nonce: request.nonce,
    });
    expect(claims.exp - claims.iat).toBe(36_000);
    const response = await fetch(endpoint('token_endpoint'), { method: 'POST' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('response-type-missing: the client is told what it forgot', async () => {
    const answer = await refusal({ parameters: { response_type: undefined } });
    expect(answer.get('error')).toBe('invalid_request');
  });

  it('idtoken-signature: the id token names a key of ours, RS256 or as the client registered', async () => {
    const { idToken } = await signIn();
    expect(decodeProtectedHeader(idToken)).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    const es256 = await signIn({}, { party: world.es256 });
    expect(decodeProtectedHeader(es256.idToken)).toMatchObject({ alg: 'ES256', kid: expect.any(String) });
  });

  it('userinfo-get, userinfo-post-header, userinfo-post-body: the same answer to each', async () => {
    const signedIn = await signIn({ parameters: { scope: 'openid email' } });
    const got = await userinfo(signedIn);
    expect(got).toMatchObject({ sub: world.mailbox.id, email: world.address });
    const { access_token: token } = signedIn.tokens;
    const byHeader = await post(endpoint('userinfo_endpoint'), {}, { authorization: `Bearer ${token}` });
    expect(byHeader).toEqual({ status: 200, body: got });
    const byBody = await post(endpoint('userinfo_endpoint'), { access_token: token });
    expect(byBody).toEqual({ status: 200, body: got });
  });

  it('ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { claims } = await signIn({ parameters: { nonce: undefined } });
    expect(claims.nonce).toBeUndefined();
  });

  it('scope-profile: names, as far as they are known', async () => {
    const signedIn = await signIn({ parameters: { scope: 'openid profile' } });
    expect(await userinfo(signedIn)).toEqual({
      sub: world.mailbox.id,
      name: 'Rose Martin',
      given_name: 'Rose',
      family_name: 'Martin',
      usual_name: 'Martin',
    });
  });

  it('scope-email: the address, verified', async () => {
    const signedIn = await signIn({ parameters: { scope: 'openid email' } });
    expect(await userinfo(signedIn)).toEqual({
      sub: world.mailbox.id,
      email: world.address,
      email_verified: true,
    });
  });

  it('scope-address, scope-phone, scope-all: what nobody has is not announced, and asking for it harms nothing', async () => {
    const { scopes_supported: announced } = world.first.configuration.serverMetadata();
    for (const scope of ['address', 'phone']) expect(announced).not.toContain(scope);
    const signedIn = await signIn({ parameters: { scope: 'openid profile email address phone' } });
    const told = await userinfo(signedIn);
    expect(told).toMatchObject({ email: world.address, given_name: 'Rose' });
    expect(Object.keys(told)).not.toEqual(expect.arrayContaining(['address', 'phone_number']));
    expect(Object.values(told)).not.toContain('');
  });

  it.each(['page', 'popup'])('display-%s', async (display) => {
    expect((await signIn({ parameters: { display } })).claims.sub).toBe(world.mailbox.id);
  });

  it('prompt-login: somebody who is signed in is asked again, and the id token says when', async () => {
    const { owner, claims } = await signIn({ parameters: { max_age: '10000' } });
    const again = await later(2, () => signIn({ parameters: { prompt: 'login' } }, { owner }));
    expect(again.shown).toEqual(['sign-in']);
    expect(Number(again.claims.auth_time)).toBeGreaterThan(Number(claims.auth_time));
  });

  it('prompt-none-not-logged-in: nobody is asked', async () => {
    const answer = await refusal({ parameters: { prompt: 'none' } });
    expect(answer.get('error')).toBe('login_required');
  });

  it('prompt-none-logged-in: the same person, and the same moment of the sign-in', async () => {
    const { owner, claims } = await signIn({ parameters: { max_age: '10000' } });
    const again = await signIn({ parameters: { prompt: 'none', max_age: '10000' } }, { owner });
    expect(again.shown).toEqual([]);
    expect(again.claims).toMatchObject({ sub: claims.sub, auth_time: claims.auth_time });
  });

  it('max-age-1: a sign-in of two seconds ago is too old', async () => {
    const { owner, claims } = await signIn();
    const again = await later(2, () => signIn({ parameters: { max_age: '1' } }, { owner }));
    expect(again.shown).toEqual(['sign-in']);
    expect(Number(again.claims.auth_time)).toBeGreaterThan(claims.iat);
  });

  it('max-age-10000: a sign-in of a moment ago will do, and the id token says when it was', async () => {
    const begun = seconds();
    const { owner } = await signIn();
    const again = await signIn({ parameters: { max_age: '10000' } }, { owner });
    expect(again.shown).toEqual([]);
    expect(again.claims.auth_time).toBeGreaterThanOrEqual(begun);
    expect(again.claims.auth_time).toBeLessThanOrEqual(seconds());
  });

  it('ensure-request-with-unknown-parameter-succeeds', async () => {
    expect((await signIn({ parameters: { extra: 'foobar' } })).claims.sub).toBe(world.mailbox.id);
  });

  it('id-token-hint: with prompt=none, answered for that person, and for no other', async () => {
    const { owner, idToken, claims } = await signIn();
    const parameters = { prompt: 'none', id_token_hint: idToken };
    expect((await signIn({ parameters }, { owner })).claims.sub).toBe(claims.sub);
    const other = world.otherVisitor();
    await signIn({}, { owner: other });
    expect((await refusal({ parameters }, other)).get('error')).toBe('login_required');
  });

  it('login-hint: the sign-in page has the address already', async () => {
    const { url } = await world.first.request({ parameters: { login_hint: world.address } });
    const visit = await world.visitor().open(url);
    expect(visit.page?.('input[name="login"]').attr('value')).toBe(world.address);
    expect((await signIn({ parameters: { login_hint: 'bob@example.com' } })).claims.sub).toBe(
      world.mailbox.id,
    );
  });

  it('ui-locales: the page is in the language that the client asks for', async () => {
    for (const [asked, shown] of [
      ['fr', 'fr'],
      ['se en', 'en'],
    ] as const) {
      const { url } = await world.first.request({ parameters: { ui_locales: asked } });
      expect((await world.visitor().open(url)).page?.('html').attr('lang')).toBe(shown);
    }
    expect((await signIn({ parameters: { ui_locales: 'se' } })).claims.sub).toBe(world.mailbox.id);
  });

  it('claims-locales', async () => {
    expect((await signIn({ parameters: { claims_locales: 'se' } })).claims.sub).toBe(world.mailbox.id);
  });

  it('ensure-request-with-acr-values-succeeds: the id token says the level that was reached', async () => {
    const { claims } = await signIn({ parameters: { acr_values: 'eidas1 eidas2' } });
    expect(claims).toMatchObject({ acr: 'eidas1' });
    const unknown = await signIn({ parameters: { acr_values: 'urn:unknown' } });
    expect(unknown.claims).toMatchObject({ acr: 'eidas1' });
  });

  it.each([0, 30])('codereuse after %i seconds: refused, and what came of the code ends', async (pause) => {
    const signedIn = await signIn();
    const code = signedIn.callback.searchParams.get('code') ?? '';
    await userinfo(signedIn);
    await later(pause, async () => {
      expect(await exchange(code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    });
    await expect(userinfo(signedIn)).rejects.toMatchObject({ status: 401 });
    const refreshed = refreshTokenGrant(world.first.configuration, signedIn.tokens.refresh_token ?? '');
    await expect(refreshed).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('codereuse at the same moment: one of the two gets tokens at most', async () => {
    const request = await world.first.request();
    const { end } = await world.visitor().goTo(request.url);
    const code = end.url.searchParams.get('code') ?? '';
    const answers = await Promise.all([exchange(code), exchange(code), exchange(code)]);
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses.slice(1)).toEqual([400, 400]);
  });

  it('ensure-registered-redirect-uri: a page of ours, never an unknown address', async () => {
    for (const address of [
      'https://elsewhere.test/cb',
      `${world.redirectUri}/more`,
      `${world.redirectUri}?added=1`,
      undefined,
    ]) {
      const { url } = await world.first.request({ parameters: { redirect_uri: address } });
      const { end } = await world.visitor().goTo(url);
      expect(end.status, address).toBe(400);
      expect(end.url.origin).toBe(new URL(world.issuer).origin);
    }
    const { url } = await world.first.request({ parameters: { redirect_uri: 'https://elsewhere.test/cb' } });
    expect(saidBy((await world.visitor().goTo(url)).end)).toContain('address that it did not register');
  });

  it('redirect-uri-query-ok: a registered query stays, and the code is good for that address only', async () => {
    const { url, state } = await world.first.request({
      parameters: { redirect_uri: world.redirectUriWithQuery },
    });
    const { end } = await world.visitor().goTo(url);
    expect(end.url.href.startsWith(`${world.redirectUriWithQuery}&`)).toBe(true);
    expect(end.url.searchParams.get('state')).toBe(state);
    const code = end.url.searchParams.get('code') ?? '';
    const answer = await exchange(code, world.redirectUriWithQuery);
    expect(answer).toMatchObject({ status: 200, body: { id_token: expect.any(String) } });
    const { end: again } = await world.visitor().goTo(url);
    const mismatched = await exchange(again.url.searchParams.get('code') ?? '');
    expect(mismatched).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('ensure-post-request-succeeds: a posted request is one, also of somebody who is signed in', async () => {
    const owner = world.visitor();
    for (const shown of [['sign-in'], []]) {
      const request = await world.first.request();
      const way = await owner.goTo(
        `${world.issuer}/authorize/`,
        new URLSearchParams(request.url.searchParams),
      );
      expect(way.shown).toEqual(shown);
      expect((await world.first.exchange(request, way.end.url)).claims()?.sub).toBe(world.mailbox.id);
    }
  });

  it('server-client-secret-post, and each client only in the way that it registered', async () => {
    expect((await signIn({}, { party: world.posted })).claims.sub).toBe(world.mailbox.id);
    const request = await world.first.request();
    const { end } = await world.visitor().goTo(request.url);
    const { clientId, secret } = world.registrations.first;
    const inBody = await post(endpoint('token_endpoint'), {
      grant_type: 'authorization_code',
      code: end.url.searchParams.get('code') ?? '',
      redirect_uri: world.redirectUri,
      client_id: clientId,
      client_secret: secret,
    });
    expect(inBody).toEqual({ status: 401, body: { error: 'invalid_client' } });
  });

  it.each([
    [
      'unsigned-request-object',
      { request: 'eyJhbGciOiJub25lIn0.eyJub25jZSI6ImEifQ.' },
      'request_not_supported',
    ],
    ['request-uri-unsigned', { request_uri: 'https://rp.test/request' }, 'request_uri_not_supported'],
  ])('%s: refused by its own error', async (_row, parameters, error) => {
    expect((await refusal({ parameters })).get('error')).toBe(error);
  });

  it('ensure-request-object-with-redirect-uri: an address in the object sends nobody anywhere', async () => {
    const object = [{ alg: 'none' }, { redirect_uri: 'https://elsewhere.test/cb' }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const answer = await refusal({ parameters: { request: `${object}.` } });
    expect(answer.get('error')).toBe('request_not_supported');
  });

  it('claims-essential: a claim asked for by itself is told, without its scope', async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const signedIn = await signIn({ parameters: { claims } });
    expect(await userinfo(signedIn)).toEqual({ sub: world.mailbox.id, name: 'Rose Martin' });
  });

  it('refresh-token: once, for its own client, for the same person', async () => {
    const { tokens, claims } = await signIn();
    const first = tokens.refresh_token ?? '';
    const { configuration } = world.first;
    const others = refreshTokenGrant(world.second.configuration, first);
    await expect(others).rejects.toMatchObject({ error: 'invalid_grant' });
    const next = await refreshTokenGrant(configuration, first);
    expect(next.claims()).toMatchObject({ sub: claims.sub, iss: claims.iss, aud: claims.aud });
    expect(next.refresh_token).not.toBe(first);
    expect(next.access_token).not.toBe(tokens.access_token);
    await expect(refreshTokenGrant(configuration, first)).rejects.toMatchObject({ error: 'invalid_grant' });
    const ended = refreshTokenGrant(configuration, next.refresh_token ?? '');
    await expect(ended).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('ensure-request-with-valid-pkce-succeeds, and only with its own verifier', async () => {
    expect((await signIn({ pkce: true })).claims.sub).toBe(world.mailbox.id);
    const request = await world.first.request({ pkce: true });
    const { end } = await world.visitor().goTo(request.url);
    const wrong: AuthorizationRequest = { ...request, verifier: 'x'.repeat(43) };
    await expect(world.first.exchange(wrong, end.url)).rejects.toMatchObject({ error: 'invalid_grant' });
    const plain = { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' };
    expect((await refusal({ parameters: plain })).get('error')).toBe('invalid_request');
  });

  it('a code challenge is demanded of every client that is not excepted', async () => {
    const answer = await refusal({}, world.visitor(), world.demanding);
    expect(answer.get('error')).toBe('invalid_request');
    expect((await signIn({ pkce: true }, { party: world.demanding })).claims.sub).toBe(world.mailbox.id);
  });

  it('people of a client that may not go without are asked once what it may know', async () => {
    const owner = world.visitor();
    const first = await signIn({ parameters: { scope: 'openid email' } }, { party: world.asking, owner });
    expect(first.shown).toEqual(['sign-in', 'consent']);
    const silently = { parameters: { scope: 'openid', prompt: 'none' } };
    expect((await signIn(silently, { party: world.asking, owner })).shown).toEqual([]);
    const more = { scope: 'openid email profile', prompt: 'none' };
    expect((await refusal({ parameters: more }, owner, world.asking)).get('error')).toBe('consent_required');
  });
});

describe('RP-Initiated Logout OP', () => {
  const out = (parameters: Readonly<Record<string, string | undefined>>): URL => {
    const url = new URL(endpoint('end_session_endpoint'));
    for (const [name, value] of Object.entries(parameters))
      if (value !== undefined) url.searchParams.set(name, value);
    return url;
  };
  const silently = (owner: MailboxOwner) => refusal({ parameters: { prompt: 'none' } }, owner);
  /** Whether the browser still has its session. */
  const isSignedIn = async (owner: MailboxOwner): Promise<boolean> => {
    const { url } = await world.first.request({ parameters: { prompt: 'none' } });
    return (await owner.goTo(url)).end.url.searchParams.has('code');
  };

  it('rp-initiated-logout: signed out, and back at the client with its state', async () => {
    const { owner, idToken } = await signIn();
    const { postLogoutRedirectUri: target } = world;
    const end = await owner.open(
      out({ id_token_hint: idToken, post_logout_redirect_uri: target, state: 's&1' }),
    );
    expect(end.url.href).toBe(`${target}?state=s%261`);
    expect((await silently(owner)).get('error')).toBe('login_required');
  });

  it('rp-initiated-logout-no-state: nothing is added to the address', async () => {
    const { owner, idToken } = await signIn();
    const target = world.postLogoutRedirectUri;
    const end = await owner.open(out({ id_token_hint: idToken, post_logout_redirect_uri: target }));
    expect(end.url.href).toBe(target);
    expect(await isSignedIn(owner)).toBe(false);
  });

  it.each([
    ['bad-post-logout-redirect-uri', () => 'https://elsewhere.test/out'],
    ['query-added-to-post-logout-redirect-uri', () => `${world.postLogoutRedirectUri}?foo=bar`],
  ])('rp-initiated-logout-%s: a page of ours, and still signed in', async (_row, target) => {
    const { owner, idToken } = await signIn();
    const end = await owner.open(
      out({ id_token_hint: idToken, post_logout_redirect_uri: target(), state: 's' }),
    );
    expect(end.status).toBe(400);
    expect(saidBy(end)).toContain('something that is not understood');
    expect(await isSignedIn(owner)).toBe(true);
  });

  const unsigned = (idToken: string): string => {
    const [, payload] = idToken.split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  };
  const ofSomebodyElse = async (idToken: string): Promise<string> => {
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT(decodeJwt(idToken)).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  };
  it.each([
    ['modified-id-token-hint', unsigned],
    ['bad-id-token-hint', ofSomebodyElse],
    ['bad-id-token-hint (no token at all)', () => 'x'],
  ])('rp-initiated-logout-%s: a page of ours, and still signed in', async (_row, forge) => {
    const { owner, idToken } = await signIn();
    const hint = await forge(idToken);
    const end = await owner.open(
      out({ id_token_hint: hint, post_logout_redirect_uri: world.postLogoutRedirectUri, state: 's' }),
    );
    expect(end.status).toBe(400);
    expect(await isSignedIn(owner)).toBe(true);
  });

  it.each([
    ['no-id-token-hint', () => ({ post_logout_redirect_uri: world.postLogoutRedirectUri, state: 's' })],
    ['no-params', () => ({})],
    ['only-state', () => ({ state: 's' })],
  ])(
    'rp-initiated-logout-%s: the owner is asked, signed out on a yes, and not sent back',
    async (_row, parameters) => {
      const { owner } = await signIn();
      const question = await owner.open(out(parameters()));
      expect(saidBy(question)).toContain('Do you want to sign out?');
      expect(await isSignedIn(owner)).toBe(true);
      const end = await owner.press(question, '.logout-submit');
      expect(saidBy(end)).toContain('Sign-out succeeded.');
      expect(await isSignedIn(owner)).toBe(false);
    },
  );

  it('rp-initiated-logout-no-post-logout-redirect-uri: signed out, and told so', async () => {
    const { owner, idToken } = await signIn();
    const end = await owner.open(out({ id_token_hint: idToken, state: 's' }));
    expect(saidBy(end)).toContain('Sign-out succeeded.');
    expect(await isSignedIn(owner)).toBe(false);
  });

  it('rp-initiated-logout as ProConnect does it: without client id and state, with a token that is over', async () => {
    const { owner, idToken } = await signIn();
    const target = world.postLogoutRedirectUri;
    const end = await later(40_000, () =>
      owner.open(out({ id_token_hint: idToken, post_logout_redirect_uri: target })),
    );
    expect(end.url.href).toBe(target);
  });
});

describe('Back-Channel OP', () => {
  it('backchannel-rp-initiated-logout: the client is told which session ended', async () => {
    const { owner, idToken, claims } = await signIn({}, { party: world.told });
    expect(claims['sid']).toEqual(expect.any(String));
    const url = new URL(endpoint('end_session_endpoint'));
    url.searchParams.set('id_token_hint', idToken);
    await owner.open(url);
    const token = await world.logoutToken();
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg: 'RS256',
      kid: expect.any(String),
      typ: 'logout+jwt',
    });
    const notice = decodeJwt(token);
    expect(notice).toMatchObject({
      iss: world.issuer,
      aud: world.registrations.told.clientId,
      sub: claims.sub,
      sid: claims['sid'],
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(notice).not.toHaveProperty('nonce');
    expect(notice.exp).toBeGreaterThan(notice.iat ?? 0);
  });
});
