import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { describeError } from '../../src/infrastructure/observability/describe-error.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { JWT_TYPE } from './hand-made-answers.ts';
import { type HandMadeProvider, nowInSeconds, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, type SignInScript, signInScripted } from './hand-made-sign-in.ts';
import { introspectionOptions } from './introspection-options.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const logoutClaims = { jti: 'j', sid: 's', events: { [EVENT]: {} } };

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

/** What a log line says of a failure and its causes, secrets taken out. */
const shown = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => {
      const { traceback = '' } = describeError(error);
      return traceback
        .split('\n')
        .filter((line) => !line.startsWith('    at '))
        .join('\n');
    },
  );

describe('the log names the claim that a token fails by', () => {
  it.each<[string, SignInScript]>([
    ['nonce', { idToken: { nonce: 'other' } }],
    ['aud', { idToken: { aud: 'other' } }],
    ['azp', { idToken: { aud: ['people', 'other'], azp: 'other' } }],
    ['iss', { idToken: { iss: 'http://elsewhere.test' } }],
    ['sub', { idToken: { sub: undefined } }],
    ['exp', { idToken: { exp: undefined } }],
    ['iat', { idToken: { iat: undefined } }],
    ['sub', { userinfo: { body: {} } }],
  ])('%s: %j', async (name, script) => {
    const text = await shown(signInScripted(provider, script));
    expect(text).toContain(`"${name}"`);
    expect(text).not.toContain('[redacted]');
  });

  it.each<[string, object]>([
    ['events', { events: undefined }],
    ['events', { events: { other: {} } }],
    ['jti', { jti: undefined }],
    ['nonce', { nonce: 'n' }],
    ['sid', { sid: 7 }],
    ['sub', { sub: 7 }],
    ['exp', { exp: undefined }],
    ['aud', { aud: 'other' }],
    ['iss', { iss: 'http://elsewhere.test' }],
  ])('%s of a logout token: %j', async (name, claims) => {
    const token = await provider.sign({ ...logoutClaims, ...claims });
    const text = await shown(connectTo(provider).verifyLogoutToken(token));
    expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    expect(text).not.toContain('[redacted]');
  });
});

describe('a clock that is off is told by the claim and the seconds', () => {
  const away = (seconds: number) => new ManualClock(new Date(Date.now() + seconds * 1000));

  it.each([
    [-45, 'iat is 45 s ahead of our clock'],
    [200, 'exp is 80 s behind our clock'],
  ])('logout token, our clock at %i s', async (seconds, expected) => {
    const now = nowInSeconds();
    const token = await provider.sign({ ...logoutClaims, iat: now, exp: now + 120 });
    const text = await shown(connectTo(provider, { clock: away(seconds) }).verifyLogoutToken(token));
    expect(closeTo(text, expected)).toBe(true);
  });

  it('id token and signed userinfo, our clock at 400 s', async () => {
    const clock = away(400);
    const idToken = await shown(signInScripted(provider, {}, connectTo(provider, { clock })));
    expect(closeTo(idToken, 'exp is 100 s behind our clock')).toBe(true);
    const now = nowInSeconds();
    const userinfo = { type: 'application/jwt', body: await provider.sign({ exp: now + 300 }) };
    const script = { userinfo, idToken: { exp: now + 900 } };
    const text = await shown(signInScripted(provider, script, connectTo(provider, { clock })));
    expect(closeTo(text, 'exp is 100 s behind our clock')).toBe(true);
  });

  it('introspection answer that is a JWT, our clock at -45 s', async () => {
    const claims = { aud: 'resource-server', token_introspection: { active: true } };
    const body = await provider.sign(claims, { header: { typ: 'token-introspection+jwt' } });
    provider.script({ introspection: { status: 200, type: JWT_TYPE, body } });
    const introspector = new ConnectedTokenIntrospector({
      options: introspectionOptions(provider.issuer, { format: 'jwt' }),
      clock: away(-45),
    });
    expect(closeTo(await shown(introspector.introspect('token')), 'iat is 45 s ahead of our clock')).toBe(
      true,
    );
    await introspector.close();
  });

  describe('active token', () => {
    const NOW = 1_800_000_000;
    const ask = async (members: object, logger = new RecordingLogger()) => {
      const active = {
        active: true,
        iss: provider.issuer,
        sub: 'somebody',
        client_id: 'service',
        ...members,
      };
      provider.script({ introspection: { status: 200, body: active } });
      const introspector = new ConnectedTokenIntrospector({
        options: introspectionOptions(provider.issuer, { logger }),
        clock: { now: () => new Date(NOW * 1000) },
      });
      try {
        return [await introspector.introspect('one'), await introspector.introspect('two')] as const;
      } finally {
        await introspector.close();
      }
    };

    it.each([
      [{ iat: NOW + 45 }, 'iat is 45 s ahead of our clock'],
      [{ nbf: NOW + 90_000 }, 'nbf is 90000 s ahead of our clock'],
    ])('%j: it counts, and the log tells of it once a minute', async (members, difference) => {
      const logger = new RecordingLogger();
      expect(await ask(members, logger)).toMatchObject([{ active: true }, { active: true }]);
      expect(logger.entries).toMatchObject([{ level: 'warn', fields: { difference } }]);
    });

    it('that is over by our clock: it does not count, for that reason', async () => {
      const [answer] = await ask({ exp: NOW - 200 });
      expect(answer).toEqual({
        active: false,
        problem: { kind: 'time', reason: 'exp is 200 s behind our clock' },
      });
    });
  });
});

/** The same but for three seconds that a busy machine may take. */
function closeTo(text: string, expected: string): boolean {
  const pattern = expected.replace(/\d+/, '(\\d+)');
  const seconds = Number(new RegExp(pattern).exec(text)?.[1] ?? Number.NaN);
  return Math.abs(seconds - Number(/\d+/.exec(expected)?.[0])) <= 10;
}

describe('an outage is told with host and cause', () => {
  it.each<[string, SignInScript, RegExp]>([
    ['a failing token endpoint', { token: { status: 503 } }, /localhost:\d+ answered 503/],
    ['a cut connection', { token: { cut: true } }, /request to localhost:\d+ failed: \w+/],
  ])('%s', async (_what, script, expected) => {
    expect(await shown(signInScripted(provider, script))).toMatch(expected);
  });

  it('a closed port', async () => {
    const closing = await startHandMadeProvider();
    await closing.close();
    const { host } = new URL(closing.issuer);
    expect(await shown(connectTo(closing).startAuthorization({ silent: false }))).toContain(
      `request to ${host} failed: ECONNREFUSED`,
    );
  });

  it('at introspection', async () => {
    const logger = new RecordingLogger();
    const introspector = new ConnectedTokenIntrospector({
      options: introspectionOptions(provider.issuer, { logger }),
      clock: { now: () => new Date() },
    });
    provider.script({ introspection: { cut: true } });
    await expect(introspector.introspect('token')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(logger.entries).toMatchObject([
      { level: 'warn', fields: { host: new URL(provider.issuer).host } },
    ]);
    expect(await shown(Promise.reject(logger.entries[0]?.error))).toMatch(/request failed: UND_ERR_SOCKET/);
    await introspector.close();
  });
});
