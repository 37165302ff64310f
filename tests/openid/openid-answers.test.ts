import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenidOptions } from '../../src/adapters/openid/openid-options.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { ACCESS_TOKEN, CODE, connectTo, type SignInScript, signInScripted } from './hand-made-sign-in.ts';
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

describe('an answer is unusable', () => {
  it.each<[string, string, () => SignInScript]>([
    [
      'an id token is missing',
      UNEXPECTED,
      () => ({ token: { body: { access_token: 'a', token_type: 'Bearer' } } }),
    ],
    ['the access token is missing', UNEXPECTED, () => ({ token: { body: { token_type: 'Bearer' } } })],
    ['tokens are not JSON', UNEXPECTED, () => ({ token: { type: 'text/html', body: '<p>Hello</p>' } })],
    [
      'tokens are a redirect',
      UNEXPECTED,
      () => ({ token: { status: 302, headers: { location: '/token' } } }),
    ],
    ['the code is refused', REFUSED, () => ({ token: { status: 400, body: { error: 'invalid_grant' } } })],
    [
      'our credentials are refused',
      UNEXPECTED,
      () => ({ token: { status: 401, body: { error: 'invalid_client' } } }),
    ],
    ['the token endpoint fails', UNAVAILABLE, () => ({ token: { status: 500 } })],
    ['the token endpoint is busy', UNAVAILABLE, () => ({ token: { status: 429 } })],
    ['the token endpoint hangs up', UNAVAILABLE, () => ({ token: { cut: true } })],
    ['userinfo is not JSON', UNEXPECTED, () => ({ userinfo: { type: 'text/html', body: '<p>Hello</p>' } })],
    ['userinfo only says that it is JSON', UNEXPECTED, () => ({ userinfo: { body: '<p>Hello</p>' } })],
    ['userinfo is about nobody', UNEXPECTED, () => ({ userinfo: { body: { email: 'a@b.c' } } })],
    ['userinfo is about a blank', UNEXPECTED, () => ({ userinfo: { body: { sub: '' } } })],
    ['userinfo is a list', UNEXPECTED, () => ({ userinfo: { body: [] } })],
    [
      'userinfo refuses the access token',
      UNEXPECTED,
      () => ({
        userinfo: { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
      }),
    ],
    ['userinfo fails', UNAVAILABLE, () => ({ userinfo: { status: 503 } })],
    [
      'userinfo is too long',
      UNEXPECTED,
      () => ({ userinfo: { body: { sub: 'somebody', x: 'x'.repeat(1_100_000) } } }),
    ],
    ['the keys are not there', UNEXPECTED, () => ({ jwks: { status: 404 } })],
    ['the keys are not keys', UNEXPECTED, () => ({ jwks: { body: { keys: 'none' } } })],
    ['the keys cannot be had', UNAVAILABLE, () => ({ jwks: { status: 500 } })],
  ])('%s: %s', async (_name, code, script) => {
    await expect(signIn(script())).rejects.toMatchObject({ code });
  });

  it('in time', async () => {
    const request = await connect().startAuthorization({ silent: false });
    const impatient = connect({
      timeoutMs: 50,
      endpoints: provider.endpoints,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
    });
    await expect(
      impatient.completeAuthorization(`${REDIRECT_URI}?code=${CODE}&state=${request.state}`, request),
    ).rejects.toMatchObject({ code: UNAVAILABLE });
  });
});

it('keeps tokens, codes and secrets out of every failure', async () => {
  const idToken = await provider.sign({ nonce: 'other', email: 'private@example.org' });
  const scripts: readonly SignInScript[] = [
    { idToken },
    { idToken: { email: 'private@example.org', aud: 'other' } },
    { signature: { key: provider.keys.stranger } },
    { token: { body: { access_token: ACCESS_TOKEN, token_type: 'Bearer' } } },
    { token: { body: `access_token=${ACCESS_TOKEN}&private@example.org` } },
    { token: { status: 400, body: { error: 'invalid_grant', error_description: CODE } } },
    { userinfo: { body: { sub: 'somebody else', email: 'private@example.org' } } },
    { userinfo: { body: `private@example.org ${ACCESS_TOKEN}` } },
  ];
  for (const script of scripts) {
    const failure = await signIn(script).then(undefined, (error: unknown) => error);
    const text = inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(text).toContain('identity_provider.');
    expect(text).not.toMatch(/nobody-may|private@|eyJ|ThisIsAnExampleKey/);
  }
});
