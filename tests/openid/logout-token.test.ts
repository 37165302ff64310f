import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import type { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import { SIGNING_ALGORITHMS } from '../../src/adapters/openid/openid-options.ts';
import { type HandMadeProvider, nowInSeconds, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo } from './hand-made-sign-in.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const usual = { jti: 'jti-1', sid: 'session', events: { [EVENT]: {} } };
type Options = Parameters<HandMadeProvider['sign']>[1];

let provider: HandMadeProvider;
let adapter: OpenidIdentityProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
  adapter = connectTo(provider);
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

const verify = async (claims: object, options?: Options) =>
  adapter.verifyLogoutToken(await provider.sign({ ...usual, ...claims }, options));

describe('a logout token is accepted', () => {
  it.each<[string, object, () => Options]>([
    ['as it usually comes', {}, () => ({})],
    ['with its own type', {}, () => ({ header: { typ: 'logout+jwt' } })],
    ['with its own type in full', {}, () => ({ header: { typ: 'application/logout+jwt' } })],
    ['with the type that says nothing', {}, () => ({ header: { typ: 'JWT' } })],
    ['for several audiences', { aud: ['other', 'people'] }, () => ({})],
    ['that expired within the leeway', { exp: nowInSeconds() - 5 }, () => ({})],
    ['that lives longer than two minutes', { exp: nowInSeconds() + 3600 }, () => ({})],
  ])('%s', async (_name, claims, options) => {
    expect(await verify(claims, options())).toEqual({ jti: 'jti-1', sub: 'somebody', sid: 'session' });
  });

  it('for a session of nobody in particular, or all sessions of somebody', async () => {
    expect(await verify({ sub: undefined })).toEqual({ jti: 'jti-1', sub: undefined, sid: 'session' });
    expect(await verify({ sid: undefined })).toEqual({ jti: 'jti-1', sub: 'somebody', sid: undefined });
  });

  it('about nobody and no session: who asked has its own answer to that', async () => {
    const target = { jti: 'jti-1', sub: undefined, sid: undefined };
    expect(await verify({ sub: undefined, sid: undefined })).toEqual(target);
  });
});

describe('a logout token is signed in the algorithm of id tokens, and in no other', async () => {
  const keys = new Map(
    await Promise.all(
      SIGNING_ALGORITHMS.map(async (alg) => [alg, await generatePrivateJwk(alg, 'sig')] as const),
    ),
  );

  it.each(SIGNING_ALGORITHMS)('%s', async (signingAlgorithm) => {
    const configured = connectTo(provider, { signingAlgorithm });
    provider.script({ jwks: { body: { keys: [...keys.values()].map((key) => publicJwk(key)) } } });
    for (const [alg, key] of keys) {
      const outcome = configured.verifyLogoutToken(await provider.sign(usual, { key }));
      if (alg === signingAlgorithm) expect(await outcome).toMatchObject({ jti: 'jti-1' });
      else await expect(outcome).rejects.toMatchObject({ code: 'identity_provider.refused' });
    }
  });
});

describe('a logout token is refused', () => {
  it.each<[string, object, () => Options]>([
    ['with another type', {}, () => ({ header: { typ: 'at+jwt' } })],
    ['signed by a stranger', {}, () => ({ key: provider.keys.stranger })],
    [
      'signed by a stranger under our kid',
      {},
      () => ({ key: provider.keys.stranger, header: { kid: provider.keys.rs256.kid ?? '' } }),
    ],
    ['of another issuer', { iss: 'http://elsewhere.test' }, () => ({})],
    ['k7-nul-name with a sub that cannot be stored', { sub: 'a\0' }, () => ({})],
    ['with a sid that cannot be stored', { sid: 'a\ud800' }, () => ({})],
    ['with a jti that cannot be stored', { jti: '\0' }, () => ({})],
    ['without issuer', { iss: undefined }, () => ({})],
    ['for another audience', { aud: 'other' }, () => ({})],
    ['without audience', { aud: undefined }, () => ({})],
    ['that expired', { exp: nowInSeconds() - 60 }, () => ({})],
    ['without expiry', { exp: undefined }, () => ({})],
    ['without time of issue', { iat: undefined }, () => ({})],
    ['issued in the future', { iat: nowInSeconds() + 90, exp: nowInSeconds() + 200 }, () => ({})],
    ['issued long ago', { iat: nowInSeconds() - 90_000 }, () => ({})],
    ['without jti', { jti: undefined }, () => ({})],
    ['with a blank jti', { jti: '' }, () => ({})],
    ['with a jti that is no text', { jti: 7 }, () => ({})],
    ['without events', { events: undefined }, () => ({})],
    ['about another event', { events: { 'http://schemas.openid.net/event/other': {} } }, () => ({})],
    ['whose event is no object', { events: { [EVENT]: true } }, () => ({})],
    ['with a nonce', { nonce: 'n' }, () => ({})],
    ['with a session that is no text', { sid: 7 }, () => ({})],
  ])('%s', async (_name, claims, options) => {
    await expect(verify(claims, options())).rejects.toMatchObject({ code: 'identity_provider.refused' });
  });
});

it('cannot be verified while the keys cannot be had', async () => {
  const token = await provider.sign(usual);
  const fresh = connectTo(provider);
  provider.script({ jwks: { cut: true } });
  await expect(fresh.verifyLogoutToken(token)).rejects.toMatchObject({
    code: 'identity_provider.unavailable',
  });
  provider.script({});
  expect(await fresh.verifyLogoutToken(token)).toMatchObject({ jti: 'jti-1' });
});
