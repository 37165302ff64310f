import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Answer, type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';
import { introspectionOptions } from './introspection-options.ts';

/** Where the provider was, and another where it is now. */
let before: HandMadeProvider;
let after: HandMadeProvider;
let clock: ManualClock;
let logger: RecordingLogger;
beforeAll(async () => {
  [before, after] = await Promise.all([startHandMadeProvider(), startHandMadeProvider()]);
});
afterAll(async () => {
  await Promise.all([before.close(), after.close()]);
});
beforeEach(() => {
  clock = new ManualClock(new Date());
  logger = new RecordingLogger();
  before.script({});
  after.script({});
});

/** Metadata of the same issuer whose endpoints are at the other address. */
const moved = (): Answer => ({
  body: {
    issuer: before.issuer,
    authorization_endpoint: after.endpoints.authorization,
    token_endpoint: after.endpoints.token,
    userinfo_endpoint: after.endpoints.userinfo,
    jwks_uri: after.endpoints.jwks,
    introspection_endpoint: `${after.issuer}/introspection`,
  },
});

describe('for sign-in', () => {
  const start = (adapter = connectTo(before, { clock, logger })) => ({
    adapter,
    address: async () => (await adapter.startAuthorization({ silent: false })).url.split('?')[0],
  });

  it('metadata count for ten minutes', async () => {
    const { address } = start();
    expect(await address()).toBe(before.endpoints.authorization);
    before.script({ discovery: moved() });
    clock.advance(599);
    expect(await address()).toBe(before.endpoints.authorization);
    expect(before.requestsTo('discovery')).toHaveLength(0);
    clock.advance(1);
    expect(await address()).toBe(after.endpoints.authorization);
    expect(before.requestsTo('discovery')).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['down', { cut: true }],
    ['failing', { status: 503 }],
    ['talking nonsense', { type: 'text/html', body: '<p>' }],
    ['another one', { body: { issuer: 'http://elsewhere.test' } }],
  ])(
    'the former ones count while the provider is %s, and it is asked again after a pause',
    async (_how, failure) => {
      const { address } = start();
      await address();
      logger.entries.length = 0;
      before.script({ discovery: failure });
      clock.advance(3_600);
      for (let count = 0; count < 3; count += 1) expect(await address()).toBe(before.endpoints.authorization);
      expect(before.requestsTo('discovery')).toHaveLength(1);
      expect(logger.entries).toMatchObject([
        { level: 'warn', message: expect.stringContaining('said of itself before counts') },
      ]);
      before.script({ discovery: moved() });
      clock.advance(30);
      expect(await address()).toBe(after.endpoints.authorization);
    },
  );

  it('are read at once when the keys are not where they were', async () => {
    const { adapter } = start();
    await adapter.startAuthorization({ silent: false });
    const token = await before.sign({
      jti: 'j',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    after.script({ jwks: { body: { keys: [publicJwk(before.keys.rs256)] } } });
    before.script({ discovery: moved(), jwks: { status: 404 } });
    expect(await adapter.verifyLogoutToken(token)).toMatchObject({ jti: 'j' });
    expect(before.requestsTo('jwks')).toHaveLength(1);
    expect(after.requestsTo('jwks')).toHaveLength(1);
  });

  it('known keys count while the provider is down', async () => {
    const { adapter } = start();
    await signInScripted(before, {}, adapter);
    clock.advance(3_600);
    const now = Math.floor(clock.now().getTime() / 1000);
    const token = await before.sign({
      jti: 'j',
      iat: now,
      exp: now + 60,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    before.script({ discovery: { cut: true }, jwks: { cut: true } });
    expect(await adapter.verifyLogoutToken(token)).toMatchObject({ jti: 'j' });
  });
});

describe('for introspection', () => {
  const UP = { introspection: { status: 200, body: { active: false } } };
  it('metadata are read every ten minutes, and the former ones count meanwhile', async () => {
    const introspector = new ConnectedTokenIntrospector({
      options: introspectionOptions(before.issuer, { logger }),
      clock,
    });
    const asked = async () => {
      await introspector.introspect('token');
      return [before, after].map((server) => server.requestsTo('introspection').length);
    };
    try {
      before.script(UP);
      expect(await asked()).toEqual([1, 0]);
      clock.advance(600);
      before.script({ ...UP, discovery: { cut: true } });
      expect(await asked()).toEqual([1, 0]);
      clock.advance(30);
      before.script({ ...UP, discovery: moved() });
      after.script(UP);
      expect(await asked()).toEqual([0, 1]);
    } finally {
      await introspector.close();
    }
  });
});
