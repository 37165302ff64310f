import { afterEach, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../dev/webhook-receiver/start-webhook-receiver.ts';
import { makeGuardedAgent, type Resolve } from '../../src/adapters/webhooks/guarded-agent.ts';
import { HttpWebhookSender } from '../../src/adapters/webhooks/http-webhook-sender.ts';
import { NetworkGuard } from '../../src/adapters/webhooks/network-guard.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import type { MatrixSettings } from '../../src/domain/webhook/matrix-room.ts';
import type { MembershipEvent } from '../../src/domain/webhook/membership-event.ts';
import { makeSelfSignedCertificate } from '../support/self-signed-certificate.ts';

const ROOM_HOST = 'matrix.agent.tchap.gouv.fr';
const DIRECTORY_HOST = 'directory.tchap.gouv.fr';
const tls = makeSelfSignedCertificate(['localhost', 'matrix.example', ROOM_HOST, DIRECTORY_HOST]);
const LOOPBACK: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const EVENT: MembershipEvent = {
  operation: 'add',
  userId: '3bdc28cb-c4ba-4b96-a973-a1caa63f5416' as UserId,
  email: 'paul@evry.fr',
  teamName: 'Accueil',
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(options: Parameters<typeof startWebhookReceiver>[0] = {}): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver(options);
  closing.push(started.close);
  return started;
}

type Given = {
  readonly allowed?: readonly string[];
  readonly ca?: string;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
  readonly plainHttp?: boolean;
  readonly matrix?: Partial<MatrixSettings>;
};

function sender(given: Given = {}): HttpWebhookSender {
  const { allowed = ['127.0.0.0/8'], ca, resolve, timeoutMs = 2_000, plainHttp = true, matrix = {} } = given;
  const made = new HttpWebhookSender({
    dispatcher: makeGuardedAgent({
      guard: new NetworkGuard(allowed),
      timeoutMs,
      certificateAuthorities: ca,
      resolve,
    }),
    timeoutMs,
    urlPolicy: { allowsPlainHttp: plainHttp },
    matrix: {
      directoryUrl: `https://${DIRECTORY_HOST}`,
      botToken: 'bot token',
      botHosts: ['tchap.gouv.fr'],
      ...matrix,
    },
  });
  closing.push(() => made.close());
  return made;
}

const scim = (url: string, secret: string | null = null) => ({ protocol: 'scim', url, secret }) as const;
const matrix = (url: string, secret: string | null = null) => ({ protocol: 'matrix', url, secret }) as const;

it('sends a SCIM patch of the members, with the secret as bearer token', async () => {
  const { url, calls, groups } = await receiver({ scimToken: 's3cret' });
  const target = scim(`${url}/Groups/1`, 's3cret');
  expect(await sender().send(target, EVENT)).toEqual({ result: 'delivered', status: 200 });
  expect(groups.membersOf('1')).toEqual([EVENT.userId]);
  expect(await sender().send(target, { ...EVENT, operation: 'remove' })).toMatchObject({
    result: 'delivered',
  });
  expect(groups.membersOf('1')).toEqual([]);
  expect(calls[0]).toEqual({
    method: 'PATCH',
    path: '/Groups/1',
    host: new URL(url).host,
    contentType: 'application/json',
    authorization: 'Bearer s3cret',
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [
        {
          op: 'add',
          path: 'members',
          value: [{ value: EVENT.userId, email: 'paul@evry.fr', type: 'User' }],
        },
      ],
    },
  });
});

it('k11-webhook-remove sends what RFC 7644 says to those who want it so', async () => {
  const { url, calls, groups } = await receiver({ scimToken: 's3cret' });
  const target = { ...scim(`${url}/Groups/1`, 's3cret'), protocol: 'scim2' } as const;
  const other = '5f2b2f4c-1f6e-4f0e-8a57-0c9d2f0b6c11' as UserId;
  const leaving = { ...EVENT, operation: 'remove' } as const;
  for (const event of [EVENT, { ...EVENT, userId: other }, leaving]) {
    expect(await sender().send(target, event)).toEqual({ result: 'delivered', status: 200 });
  }
  expect(groups.membersOf('1')).toEqual([other]);
  expect(calls.at(-1)).toMatchObject({
    contentType: 'application/scim+json',
    authorization: 'Bearer s3cret',
    body: { Operations: [{ op: 'remove', path: `members[value eq "${EVENT.userId}"]` }] },
  });
  // Said again, as after a kill, it finds nobody, and is done all the same.
  expect(await sender().send(target, leaving)).toEqual({ result: 'delivered', status: 400 });
});

it.each([
  ['remove', { status: 404, body: '<html>Not here</html>' }, { result: 'delivered', status: 404 }],
  ['remove', { status: 400, body: { scimType: 'noTarget' } }, { result: 'delivered', status: 400 }],
  ['remove', { status: 400, body: { scimType: 3 } }, { result: 'refused', failure: 'refused', status: 400 }],
  ['add', { status: 404 }, { result: 'refused', failure: 'refused', status: 404 }],
] as const)('k11 takes to a wish to %s the answer %j for what it is', async (operation, fault, answer) => {
  const { url, failNext } = await receiver();
  for (const protocol of ['scim', 'scim2'] as const) {
    failNext(fault);
    const target = { protocol, url: `${url}/Groups/1`, secret: null };
    expect(await sender().send(target, { ...EVENT, operation })).toEqual(answer);
  }
});

it('sends no credentials without a secret', async () => {
  const { url, calls } = await receiver();
  await sender().send(scim(`${url}/Groups/1`), { ...EVENT, email: null });
  expect(calls[0]?.authorization).toBeUndefined();
  expect(JSON.stringify(calls[0]?.body)).toContain('"email":null');
});

it.each([
  [{ status: 204 }, { result: 'delivered', status: 204 }],
  [{ status: 400 }, { result: 'refused', failure: 'refused', status: 400 }],
  [{ status: 401 }, { result: 'unavailable', failure: 'unauthorized', status: 401 }],
  [{ status: 403 }, { result: 'unavailable', failure: 'unauthorized', status: 403 }],
  [{ status: 409 }, { result: 'delivered', status: 409 }],
  [{ status: 500 }, { result: 'unavailable', failure: 'overloaded', status: 500 }],
  [
    { status: 503, headers: { 'retry-after': '120' } },
    { result: 'unavailable', failure: 'overloaded', status: 503, retryAfterSeconds: 120 },
  ],
  [
    { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 } },
    { result: 'unavailable', failure: 'overloaded', status: 429, retryAfterSeconds: 1.5 },
  ],
  ['drop', { result: 'unavailable', failure: 'unreachable', status: null }],
  ['silence', { result: 'unavailable', failure: 'timeout', status: null }],
] as const)('takes %j for what it is', async (fault, answer) => {
  const { url, failNext } = await receiver();
  failNext(fault);
  expect(await sender({ timeoutMs: 300 }).send(scim(`${url}/Groups/1`), EVENT)).toEqual(answer);
});

it('follows no redirection', async () => {
  const elsewhere = await receiver();
  const { url, failNext } = await receiver();
  failNext({ status: 307, headers: { location: `${elsewhere.url}/Groups/1` } });
  expect(await sender().send(scim(`${url}/Groups/1`, 'secret'), EVENT)).toEqual({
    result: 'refused',
    failure: 'redirected',
    status: 307,
  });
  expect(elsewhere.calls).toEqual([]);
});

it('reads no more of an answer than it needs', async () => {
  const { url, failNext } = await receiver();
  failNext({ status: 400, body: 'x'.repeat(5_000_000) });
  expect(await sender().send(scim(`${url}/Groups/1`), EVENT)).toMatchObject({ failure: 'refused' });
});

it.each([
  ['http://127.0.0.1/', 'forbidden_address'],
  ['http://127.1/', 'forbidden_address'],
  ['http://2130706433/', 'forbidden_address'],
  ['http://0x7f000001/', 'forbidden_address'],
  ['http://0177.0.0.1/', 'forbidden_address'],
  ['http://0.0.0.0/', 'forbidden_address'],
  ['http://10.0.0.1/', 'forbidden_address'],
  ['http://172.16.0.1/', 'forbidden_address'],
  ['http://172.31.255.254/', 'forbidden_address'],
  ['http://192.168.1.1/', 'forbidden_address'],
  ['http://100.64.0.1/', 'forbidden_address'],
  ['http://169.254.169.254/latest/meta-data/', 'forbidden_address'],
  ['http://192.0.0.1/', 'forbidden_address'],
  ['http://198.18.0.1/', 'forbidden_address'],
  ['http://224.0.0.1/', 'forbidden_address'],
  ['http://240.0.0.1/', 'forbidden_address'],
  ['http://255.255.255.255/', 'forbidden_address'],
  ['http://[::1]/', 'forbidden_address'],
  ['http://[::]/', 'forbidden_address'],
  ['http://[fe80::1]/', 'forbidden_address'],
  ['http://[fec0::1]/', 'forbidden_address'],
  ['http://[fc00::1]/', 'forbidden_address'],
  ['http://[fd12:3456::1]/', 'forbidden_address'],
  ['http://[ff02::1]/', 'forbidden_address'],
  ['http://[::ffff:127.0.0.1]/', 'forbidden_address'],
  ['http://[::ffff:a9fe:a9fe]/', 'forbidden_address'],
  ['http://[::127.0.0.1]/', 'forbidden_address'],
  ['http://[64:ff9b::7f00:1]/', 'forbidden_address'],
  ['http://[2002:7f00:1::]/', 'forbidden_address'],
  ['http://[2001:0:7f00:1::]/', 'forbidden_address'],
  ['http://localhost/', 'forbidden_address'],
  ['http://user:secret@example.com/', 'credentials_in_url'],
  ['http://example.com:6379/', undefined],
  ['http://example.com:25/', 'forbidden_port'],
  ['gopher://example.com/', 'unusable_url'],
  ['http://', 'unusable_url'],
])('refuses %s: %s', async (url, failure) => {
  // Names other than that of the machine lead nowhere here, which is no refusal.
  const resolve: Resolve = async (hostname) => {
    if (hostname === 'localhost') return [{ address: '127.0.0.1', family: 4 }];
    throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
  };
  const answer = await sender({ allowed: [], resolve }).send(scim(url), EVENT);
  expect(answer).toEqual(
    failure === undefined
      ? { result: 'unavailable', failure: 'unreachable', status: null }
      : { result: 'refused', failure, status: null },
  );
});

it('refuses plain HTTP unless the installation wants it', async () => {
  const { url, calls } = await receiver();
  const answer = await sender({ plainHttp: false }).send(scim(`${url}/Groups/1`), EVENT);
  expect(answer).toEqual({ result: 'refused', failure: 'plain_http', status: null });
  expect(calls).toEqual([]);
});

it('lets only the configured networks through', async () => {
  const { url, port } = await receiver();
  const send = (allowed: readonly string[], to: string) => sender({ allowed }).send(scim(to), EVENT);
  expect(await send(['127.0.0.1/32'], `${url}/Groups/1`)).toMatchObject({ result: 'delivered' });
  expect(await send(['127.0.0.1/32'], `http://[::ffff:127.0.0.1]:${port}/Groups/1`)).toMatchObject({
    result: 'delivered',
  });
  expect(await send(['127.0.0.2/32'], `${url}/Groups/1`)).toMatchObject({ failure: 'forbidden_address' });
  expect(await send(['::1/128', '10.0.0.0/8'], `${url}/Groups/1`)).toMatchObject({
    failure: 'forbidden_address',
  });
});

it('refuses a name of which one address is not for it', async () => {
  const { port, calls } = await receiver();
  const resolve: Resolve = async () => [
    { address: '127.0.0.1', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ];
  const answer = await sender({ resolve }).send(scim(`http://mixed.example:${port}/Groups/1`), EVENT);
  expect(answer).toEqual({ result: 'refused', failure: 'forbidden_address', status: null });
  expect(calls).toEqual([]);
});

it('connects to the very address it judged, whatever the name leads to a moment later', async () => {
  const allowedOne = await receiver({ host: '127.0.0.2' });
  const forbiddenOne = await receiver({ host: '127.0.0.1', port: allowedOne.port });
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    asked.push(hostname);
    return [{ address: asked.length === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }];
  };
  const url = `http://rebinding.example:${allowedOne.port}/Groups/1`;
  const given = { allowed: ['127.0.0.2/32'], resolve };
  expect(await sender(given).send(scim(url), EVENT)).toMatchObject({ result: 'delivered' });
  expect(asked).toEqual(['rebinding.example']);
  expect(allowedOne.calls[0]?.host).toBe(`rebinding.example:${allowedOne.port}`);
  // The next connection, and with it the next answer of the resolver, is judged anew.
  expect(await sender(given).send(scim(url), EVENT)).toMatchObject({ failure: 'forbidden_address' });
  expect(forbiddenOne.calls).toEqual([]);
});

it('trusts no unverified certificate, and a private authority where it is configured', async () => {
  const { url, calls } = await receiver({ tls });
  const target = scim(`${url}/Groups/1`, 'secret');
  expect(await sender({ resolve: LOOPBACK }).send(target, EVENT)).toEqual({
    result: 'unavailable',
    failure: 'tls',
    status: null,
  });
  expect(calls).toEqual([]);
  const trusting = { ca: tls.cert, resolve: LOOPBACK };
  expect(await sender(trusting).send(target, EVENT)).toMatchObject({ result: 'delivered' });
  const misnamed = scim(url.replace('localhost', 'misnamed.example'));
  expect(await sender(trusting).send(misnamed, EVENT)).toMatchObject({ failure: 'tls' });
});

type Rooms = {
  readonly server: string;
  readonly tokens: readonly string[];
  readonly directory?: readonly string[];
};

/** A homeserver that answers under every name of the certificate, with one room. */
async function homeserver({ server, tokens, directory = [] }: Rooms) {
  const started = await receiver({ tls });
  const room = `!abc:${server}:${started.port}`;
  started.rooms.addRoom(room, { tokens });
  started.rooms.setDirectory(directory);
  const send = (
    secret: string | null,
    event: MembershipEvent = EVENT,
    settings: Partial<MatrixSettings> = {},
  ) =>
    sender({
      ca: tls.cert,
      resolve: LOOPBACK,
      matrix: { directoryUrl: `https://${DIRECTORY_HOST}:${started.port}`, ...settings },
    }).send(matrix(`https://chat.example/#/room/${room}`, secret), event);
  return { ...started, room, send };
}

it('joins a Tchap room as the bot, finds the person in the directory and invites them', async () => {
  const server = 'agent.tchap.gouv.fr';
  const known = '@paul-evry.fr:collectivites.tchap.gouv.fr';
  const home = await homeserver({ server, tokens: ['bot token'], directory: [known] });
  expect(await home.send('ignored')).toEqual({ result: 'delivered', status: 200 });
  expect(home.rooms.peopleIn(home.room)).toEqual([known]);
  const api = '/_matrix/client/v3';
  expect(home.calls).toMatchObject([
    { method: 'POST', path: `${api}/rooms/${home.room}/join`, host: `${ROOM_HOST}:${home.port}`, body: {} },
    { path: `${api}/user_directory/search`, body: { search_term: '@paul-evry.fr' } },
    {
      path: `${api}/rooms/${home.room}/invite`,
      body: { user_id: known, reason: 'User added to team Accueil on People' },
    },
  ]);
  expect(new Set(home.calls.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer bot token']),
  );

  // Said again, nothing changes and all is well.
  expect(await home.send(null)).toEqual({ result: 'delivered', status: 403 });
  const leaving = { ...EVENT, operation: 'remove' } as const;
  expect(await home.send(null, leaving)).toEqual({ result: 'delivered', status: 200 });
  expect(home.calls.at(-1)).toMatchObject({
    path: `${api}/rooms/${home.room}/kick`,
    body: { user_id: known, reason: 'User removed from team Accueil on People' },
  });
  expect(await home.send(null, leaving)).toEqual({ result: 'delivered', status: 403 });
  expect(home.rooms.peopleIn(home.room)).toEqual([]);
});

it('shows the token of the bot to no other server, and the secret of a webhook to its own only', async () => {
  const home = await homeserver({ server: 'matrix.example', tokens: ['own secret'] });
  expect(await home.send('own secret')).toMatchObject({ result: 'delivered' });
  expect(home.rooms.peopleIn(home.room)).toEqual([`@paul-evry.fr:matrix.example:${home.port}`]);
  expect(home.calls.map(({ host, authorization }) => [host?.split(':')[0], authorization])).toEqual([
    ['matrix.example', 'Bearer own secret'],
    [DIRECTORY_HOST, 'Bearer bot token'],
    ['matrix.example', 'Bearer own secret'],
  ]);
  const withoutSecret = await home.send(null);
  expect(withoutSecret).toEqual({ result: 'refused', failure: 'secret_missing', status: null });
  expect(home.calls).toHaveLength(3);
});

it('shows the directory nothing when neither may go there', async () => {
  const home = await homeserver({ server: 'matrix.example', tokens: ['own secret'] });
  expect(await home.send('own secret', EVENT, { botHosts: ['elsewhere.example'] })).toMatchObject({
    result: 'delivered',
  });
  expect(home.calls[1]).toMatchObject({ authorization: undefined });
});

it('needs a token, an address and a room it may enter', async () => {
  const home = await homeserver({ server: 'agent.tchap.gouv.fr', tokens: ['another bot'] });
  expect(await home.send(null)).toEqual({ result: 'refused', failure: 'join_refused', status: 403 });
  expect(await home.send('secret', EVENT, { botToken: null })).toMatchObject({ failure: 'secret_missing' });
  const open = await homeserver({ server: 'agent.tchap.gouv.fr', tokens: ['bot token'] });
  const nobody = await open.send(null, { ...EVENT, email: null });
  expect(nobody).toEqual({ result: 'refused', failure: 'email_missing', status: null });
  expect(open.calls).toHaveLength(1);
  const odd = await sender().send(matrix('https://matrix.to/#/!room:home_server', 'tok'), EVENT);
  expect(odd).toEqual({ result: 'refused', failure: 'unusable_url', status: null });
});

it('guesses no id while the directory is down', async () => {
  const home = await homeserver({ server: 'agent.tchap.gouv.fr', tokens: ['bot token'] });
  const joined = { status: 200, body: {} };
  home.failNext(joined, { status: 502 });
  expect(await home.send(null)).toEqual({ result: 'unavailable', failure: 'overloaded', status: 502 });
  expect(home.calls).toHaveLength(2);
  home.failNext(joined, { status: 200, body: 'not JSON' });
  expect(await home.send(null)).toMatchObject({ result: 'delivered' });
});
