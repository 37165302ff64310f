import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import type { BackChannelLogoutSender } from '../../src/adapters/openid/back-channel-logout-sender.ts';
import { makeSignOutNotifier } from '../../src/infrastructure/make-sign-out-notifier.ts';
import { makeClientSecrets } from '../builders/make-openid-client.ts';
import { startLogoutListener } from '../openid/logout-listener.ts';
import { openidSettings } from '../support/openid-settings.ts';
import { makeProConnect, type OpenidWorld, openOpenidWorld, SECRET } from '../support/openid-world.ts';

const LOGOUT_URI = 'https://rp.example/api/v2/client/logout-callback';
const SHARED_SECRET = 'a secret that signs id tokens, long enough';
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Client = Parameters<typeof makeProConnect>[0];

/** The application with its real sender, and a client that listens for notices. */
async function open({
  allowedNetworks = LOOPBACK,
  client = {},
  uri = (url) => url,
}: {
  allowedNetworks?: readonly string[];
  client?: Client;
  uri?: (url: string) => string;
} = {}) {
  const listener = await startLogoutListener();
  let sender: BackChannelLogoutSender | undefined;
  const world: OpenidWorld = await openOpenidWorld({
    clients: [
      makeProConnect({
        backchannelLogoutUri: uri(listener.url),
        backchannelLogoutSessionRequired: true,
        ...client,
      }),
    ],
    adapters: {
      signOutNotifier: {
        notify: (to, notice) => {
          sender ??= makeSignOutNotifier(
            {
              openidProvider: openidSettings(world.issuer),
              signOutNotices: { allowedNetworks },
              webhooks: { certificateAuthorities: undefined },
            },
            world.clock,
          );
          return sender.notify(to, notice);
        },
      },
    },
  });
  closing.push(
    () => listener.close(),
    async () => sender?.close(),
    () => world.close(),
  );
  const browser = world.browser();
  const secret = client?.secrets?.readable ?? SECRET;
  const code = (await world.authorize({}, browser)).searchParams.get('code') ?? '';
  const { body } = await world.exchange(code, { client_secret: secret });
  const idToken = String(body['id_token']);
  const signOut = async () => {
    const parameters = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: LOGOUT_URI });
    const { landed } = await browser.open(`${world.issuer}/logout/?${parameters}`);
    expect(landed?.href).toBe(LOGOUT_URI);
    await world.jobs.run();
  };
  /** What the log says of notices. */
  const told = () =>
    world.logger.entries
      .filter(({ message }) => message.startsWith('sign-out notice'))
      .map(({ level, message, fields }) => ({ level, message, reason: fields['reason'] }));
  return { world, listener, claims: world.decoded(idToken), signOut, told };
}

const GIVEN_UP = 'sign-out notice given up';
const FAILED = 'sign-out notice failed';

describe('a logout token', () => {
  it.each(['RS256', 'ES256'] as const)('says who was signed out, by %s of our key set', async (alg) => {
    const { world, listener, claims, signOut } = await open({ client: { idTokenSignedResponseAlg: alg } });
    await signOut();
    expect(listener.tokens).toHaveLength(1);
    const [token = ''] = listener.tokens;
    const keys = createRemoteJWKSet(new URL(`${world.issuer}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: world.issuer,
      audience: 'proconnect',
      typ: 'logout+jwt',
      algorithms: [alg],
      currentDate: world.clock.now(),
    });
    expect(protectedHeader).toEqual({ alg, typ: 'logout+jwt', kid: expect.any(String) });
    const iat = Math.floor(world.clock.now().getTime() / 1000);
    expect(payload).toEqual({
      iss: world.issuer,
      aud: 'proconnect',
      sub: world.ada.id,
      sid: claims['sid'],
      iat,
      exp: iat + 120,
      jti: expect.any(String),
      events: { [EVENT]: {} },
    });
    expect(claims['sid']).toEqual(expect.any(String));
  });

  it('names the person alone where the client does not ask for the name of the session', async () => {
    const { world, listener, signOut } = await open({ client: { backchannelLogoutSessionRequired: false } });
    await signOut();
    const payloads = listener.tokens.map((token) => world.decoded(token));
    expect(payloads).toMatchObject([{ sub: world.ada.id }]);
    expect(payloads[0]).not.toHaveProperty('sid');
  });

  it('is signed by the secret of a client that was taken over with HS256', async () => {
    const secrets = makeClientSecrets(SHARED_SECRET, { readable: SHARED_SECRET });
    const { world, listener, signOut } = await open({
      client: { idTokenSignedResponseAlg: 'HS256', userinfoSignedResponseAlg: null, secrets },
    });
    await signOut();
    const [token = ''] = listener.tokens;
    const key = new TextEncoder().encode(SHARED_SECRET);
    const { payload } = await jwtVerify(token, key, { currentDate: world.clock.now() });
    expect(payload).toMatchObject({ iss: world.issuer, aud: 'proconnect', sub: world.ada.id });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'logout+jwt' });
  });
});

describe('a client in a network that is not allowed is not called', () => {
  it.each<[string, (url: string) => string]>([
    ['by its name', (url) => url],
    ['by its address', (url) => url.replace('localhost', '127.0.0.1')],
    ['by an address in other digits', (url) => url.replace('localhost', '2130706433')],
    ['by an address of the other version', (url) => url.replace('localhost', '[::ffff:127.0.0.1]')],
    ['in a private network', () => 'http://10.1.2.3/out'],
    ['at the address of a cloud', () => 'http://169.254.169.254/out'],
  ])('%s', async (_what, uri) => {
    const { world, listener, signOut, told } = await open({ allowedNetworks: [], uri });
    await signOut();
    await world.advance(7200);
    expect(listener.tokens).toEqual([]);
    expect(told()).toEqual([{ level: 'warn', message: GIVEN_UP, reason: 'forbidden_address' }]);
  });
});

describe('a client that answers', () => {
  it.each([200, 204])('%i is told once', async (status) => {
    const { world, listener, signOut, told } = await open();
    listener.answer.status = status;
    await signOut();
    await world.advance(7200);
    expect(listener.tokens).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  it.each([400, 401, 404, 302])('%i is not asked again', async (status) => {
    const { world, listener, signOut, told } = await open();
    listener.answer.status = status;
    await signOut();
    await world.advance(7200);
    expect(listener.tokens).toHaveLength(1);
    expect(told()).toEqual([{ level: 'warn', message: GIVEN_UP, reason: `status ${status}` }]);
  });

  it.each([
    [500, 'status 500'],
    [503, 'status 503'],
    [429, 'status 429'],
    ['never', 'timeout'],
  ] as const)('%s is asked again, with a token of then, until it takes one', async (status, reason) => {
    const { world, listener, signOut, told } = await open();
    listener.answer.status = status;
    await signOut();
    expect(listener.tokens).toHaveLength(1);
    expect(told()).toEqual([{ level: 'warn', message: FAILED, reason }]);
    listener.answer.status = 204;
    await world.advance(3600);
    expect(listener.tokens).toHaveLength(2);
    const [first, second] = listener.tokens.map((token) => world.decoded(token));
    expect(second?.iat).toBe(Math.floor(world.clock.now().getTime() / 1000));
    expect(second?.jti).not.toBe(first?.jti);
    expect(second).toMatchObject({ sub: first?.sub, sid: first?.['sid'] });
    await world.advance(7200);
    expect(listener.tokens).toHaveLength(2);
  });

  it('nothing, as nobody listens, is asked again; no token is in the log', async () => {
    const { world, listener, signOut, told } = await open();
    await listener.close();
    closing.shift();
    await signOut();
    await world.advance(3600);
    expect(told().length).toBeGreaterThan(1);
    expect(new Set(told().map(({ reason }) => reason))).toEqual(new Set(['unreachable']));
    expect(JSON.stringify(world.logger.entries)).not.toContain('eyJ');
  });
});
