import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenidOptions } from '../../src/adapters/openid/openid-options.ts';
import { type HandMadeProvider, nowInSeconds, startHandMadeProvider } from './hand-made-provider.ts';
import { ACCESS_TOKEN, CODE, connectTo, type SignInScript, signInScripted } from './hand-made-sign-in.ts';
import { openidOptions, REDIRECT_URI } from './openid-harness.ts';

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

describe('an honest hand-made provider', () => {
  it('is believed, and is asked as the contract says', async () => {
    const result = await signIn({});
    expect(result).toMatchObject({
      claims: { sub: 'somebody', email: 'somebody@example.org' },
      sid: undefined,
    });
    const [exchange] = provider.requestsTo('token');
    expect(Object.fromEntries(exchange?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: CODE,
      redirect_uri: REDIRECT_URI,
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      client_id: 'people',
      client_secret: openidOptions('').clientSecret,
    });
    expect(provider.requestsTo('userinfo')[0]?.authorization).toBe(`Bearer ${ACCESS_TOKEN}`);
  });

  it.each([
    ['an expiry within the leeway', () => ({ idToken: { exp: nowInSeconds() - 20 } })],
    [
      'several audiences with ourselves as authorized party',
      () => ({
        idToken: { aud: ['people', 'other'], azp: 'people' },
      }),
    ],
    ['a session id', () => ({ idToken: { sid: 'session' } })],
  ])('may give %s', async (_name, script: () => SignInScript) => {
    expect((await signIn(script())).claims.sub).toBe('somebody');
  });

  it('may sign with ES256 when that is what we were told', async () => {
    const adapter = connect({ signingAlgorithm: 'ES256' });
    const result = await signIn({ signature: { key: provider.keys.es256 } }, adapter);
    expect(result.claims.sub).toBe('somebody');
  });

  it('may do without nonce when that is what we were told', async () => {
    const adapter = connect({ useNonce: false });
    const request = await adapter.startAuthorization({ silent: false });
    expect([request.nonce, new URL(request.url).searchParams.has('nonce')]).toEqual(['', false]);
    expect((await signIn({ idToken: { nonce: undefined } }, adapter)).claims.sub).toBe('somebody');
  });
});

describe('an id token is refused', () => {
  it.each<[string, () => SignInScript]>([
    [
      'signed by a key that is not published',
      () => ({
        signature: { key: provider.keys.stranger, header: { kid: provider.keys.rs256.kid ?? '' } },
      }),
    ],
    ['signed with another algorithm than ours', () => ({ signature: { key: provider.keys.es256 } })],
    ['for another audience', () => ({ idToken: { aud: 'other' } })],
    ['for several audiences', () => ({ idToken: { aud: ['people', 'other'] } })],
    ['authorized to another party', () => ({ idToken: { aud: ['people', 'other'], azp: 'other' } })],
    ['without audience', () => ({ idToken: { aud: undefined } })],
    ['of another issuer', () => ({ idToken: { iss: 'http://elsewhere.test' } })],
    ['with another nonce', () => ({ idToken: { nonce: 'other' } })],
    ['without nonce', () => ({ idToken: { nonce: undefined } })],
    ['without subject', () => ({ idToken: { sub: undefined } })],
    ['without expiry', () => ({ idToken: { exp: undefined } })],
    ['that expired beyond the leeway', () => ({ idToken: { exp: nowInSeconds() - 31 } })],
    ['that is not valid yet', () => ({ idToken: { nbf: nowInSeconds() + 60 } })],
    ['about somebody else than userinfo', () => ({ userinfo: { body: { sub: 'somebody else' } } })],
  ])('%s', async (_name, script) => {
    await expect(signIn(script())).rejects.toMatchObject({ code: REFUSED, kind: 'unauthenticated' });
  });

  it('without signature', async () => {
    const part = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
    const adapter = connect({ useNonce: false });
    const claims = { iss: provider.issuer, aud: 'people', sub: 'somebody', iat: nowInSeconds() };
    const idToken = `${part({ alg: 'none' })}.${part({ ...claims, exp: nowInSeconds() + 60 })}.`;
    await expect(signIn({ idToken }, adapter)).rejects.toMatchObject({ code: REFUSED });
  });

  it('whose claims were changed after it was signed', async () => {
    const adapter = connect({ useNonce: false });
    const [header, , signature] = (await provider.sign({})).split('.');
    const [, payload] = (await provider.sign({ sub: 'administrator' })).split('.');
    await expect(
      signIn(
        { idToken: `${header}.${payload}.${signature}`, userinfo: { body: { sub: 'administrator' } } },
        adapter,
      ),
    ).rejects.toMatchObject({ code: REFUSED });
  });
});

describe('signed userinfo', () => {
  const signed = async (claims: object, options?: Parameters<HandMadeProvider['sign']>[1]) => ({
    type: 'application/jwt; charset=utf-8',
    body: await provider.sign({ ...claims }, options),
  });

  it('is verified and read', async () => {
    const userinfo = await signed({ email: 'signed@example.org' });
    expect((await signIn({ userinfo })).claims).toMatchObject({
      sub: 'somebody',
      email: 'signed@example.org',
    });
  });

  it('may do without issuer, audience and times', async () => {
    const userinfo = await signed({ iss: undefined, aud: undefined, iat: undefined, exp: undefined });
    expect((await signIn({ userinfo })).claims.sub).toBe('somebody');
  });

  it.each<[string, string, object, () => Parameters<HandMadeProvider['sign']>[1]]>([
    ['of another issuer', REFUSED, { iss: 'http://elsewhere.test' }, () => ({})],
    ['for another audience', REFUSED, { aud: ['other'] }, () => ({})],
    ['about somebody else', REFUSED, { sub: 'somebody else' }, () => ({})],
    ['about nobody', UNEXPECTED, { sub: undefined }, () => ({})],
    ['that expired', REFUSED, { exp: 1 }, () => ({})],
    [
      'signed by a stranger',
      REFUSED,
      {},
      () => ({ key: provider.keys.stranger, header: { kid: provider.keys.rs256.kid ?? '' } }),
    ],
    ['signed with a key that is not published', UNAVAILABLE, {}, () => ({ key: provider.keys.stranger })],
  ])('%s is not believed: %s', async (_name, code, claims, options) => {
    await expect(signIn({ userinfo: await signed(claims, options()) })).rejects.toMatchObject({ code });
  });
});
