import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import type { OpenidOptions } from '../../src/adapters/openid/openid-options.ts';
import { type Answer, type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, type SignInScript, signInScripted } from './hand-made-sign-in.ts';
import { REDIRECT_URI } from './openid-harness.ts';

const REFUSED = 'identity_provider.refused';
const UNEXPECTED = 'identity_provider.unexpected';
const UNAVAILABLE = 'identity_provider.unavailable';

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

const connect = (overrides: Partial<OpenidOptions> = {}) => connectTo(provider, overrides);
const signIn = (script: SignInScript, adapter = connect()) => signInScripted(provider, script, adapter);

describe('a callback is refused', () => {
  it.each([
    ['without parameters', ''],
    ['without state', '?code=c'],
    ['with another state', '?code=c&state=other'],
    ['without code', '?state=STATE'],
    ['with a blank code', '?code=&state=STATE'],
    ['with two codes', '?code=c&code=d&state=STATE'],
    ['of another issuer', '?code=c&state=STATE&iss=http%3A%2F%2Felsewhere.test'],
  ])('%s', async (_name, query) => {
    const adapter = connect();
    const request = await adapter.startAuthorization({ silent: false });
    await expect(
      adapter.completeAuthorization(`${REDIRECT_URI}${query.replace('STATE', request.state)}`, request),
    ).rejects.toMatchObject({ code: REFUSED });
    expect(provider.requestsTo('token')).toEqual([]);
  });

  it('with the error code of the provider, and nothing else that an address can hold', async () => {
    const adapter = connect();
    const request = await adapter.startAuthorization({ silent: false });
    const errorOf = (error: string) =>
      adapter
        .completeAuthorization(`${REDIRECT_URI}?error=${error}&state=${request.state}`, request)
        .then(undefined, (failure: { params: unknown }) => failure.params);
    expect(await errorOf('access_denied')).toEqual({ error: 'access_denied' });
    expect(await errorOf('%3Cscript%3E')).toEqual({ error: 'unknown' });
  });
});

describe('discovery', () => {
  it('is not needed to construct the adapter, is tried again after a failure, and then remembered', async () => {
    provider.script({ discovery: { cut: true } });
    const adapter = connect();
    await expect(adapter.startAuthorization({ silent: false })).rejects.toMatchObject({ code: UNAVAILABLE });
    provider.script({});
    await adapter.startAuthorization({ silent: false });
    await adapter.startAuthorization({ silent: false });
    expect(provider.requestsTo('discovery')).toHaveLength(1);
  });

  it('is not done when the endpoints are given', async () => {
    const adapter = connect({ endpoints: provider.endpoints });
    expect((await signIn({}, adapter)).claims.sub).toBe('somebody');
    expect(provider.requestsTo('discovery')).toEqual([]);
    expect(await adapter.signOutUrl({ idToken: 'x', state: 'y' })).toBeUndefined();
  });

  it.each<[string, (issuer: string) => Answer]>([
    ['another issuer', () => ({ body: { issuer: 'http://elsewhere.test' } })],
    ['the issuer with a slash', (issuer) => ({ body: { issuer: `${issuer}/` } })],
    ['no endpoints', (issuer) => ({ body: { issuer } })],
    ['no page', () => ({ status: 404 })],
    ['no JSON', () => ({ type: 'text/html', body: '<p>Hello</p>' })],
  ])('that finds %s is unexpected', async (_name, answer) => {
    provider.script({ discovery: answer(provider.issuer) });
    await expect(connect().startAuthorization({ silent: false })).rejects.toMatchObject({ code: UNEXPECTED });
  });

  it('refuses plain HTTP unless it is allowed', async () => {
    for (const endpoints of [undefined, provider.endpoints]) {
      const adapter = connect({ allowInsecureHttp: false, endpoints });
      await expect(adapter.startAuthorization({ silent: false })).rejects.toMatchObject({ code: UNEXPECTED });
    }
  });
});

describe('the keys of the provider', () => {
  it('are fetched once, and again for an unknown kid: at once or after two seconds', async () => {
    const adapter = connect();
    await signIn({}, adapter);
    expect(provider.requestsTo('jwks')).toHaveLength(1);
    await signIn({}, adapter);
    expect(provider.requestsTo('jwks')).toHaveLength(0);

    const rotated = { body: { keys: [publicJwk(provider.keys.stranger)] } };
    const signature = { key: provider.keys.stranger };
    // Just after the keys were read: the look for new ones waits a moment, and so does the person.
    expect((await signIn({ signature, jwks: rotated }, adapter)).claims.sub).toBe('somebody');
    expect(provider.requestsTo('jwks')).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 });
    try {
      expect((await signIn({}, adapter)).claims.sub).toBe('somebody');
      expect(provider.requestsTo('jwks')).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('make a sign-in one to try again while they lack the one that signed', async () => {
    const signature = { key: provider.keys.stranger };
    await expect(signIn({ signature })).rejects.toMatchObject({ code: UNAVAILABLE });
  });
});

it('takes no algorithm that needs a shared secret or none', () => {
  for (const signingAlgorithm of ['HS256', 'none', '']) {
    expect(() => connect({ signingAlgorithm })).toThrow(RangeError);
  }
});

it('does not let extra parameters replace its own', async () => {
  const adapter = connect({
    extraAuthorizationParams: {
      acr_values: 'eidas1',
      client_id: 'other',
      nonce: 'mine',
      code_challenge: 'mine',
      code_challenge_method: 'plain',
    },
  });
  const request = await adapter.startAuthorization({ silent: false });
  const parameters = new URL(request.url).searchParams;
  expect([...parameters.keys()].toSorted()).toEqual([
    'acr_values',
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'nonce',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
  ]);
  expect(Object.fromEntries(parameters)).toMatchObject({
    acr_values: 'eidas1',
    client_id: 'people',
    nonce: request.nonce,
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
  });
});
