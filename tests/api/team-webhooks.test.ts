import type { RegieClient } from 'regie/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const URL = 'https://scim.example.com/Groups/1';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
/** Alice owns the team, Bob administers it, Carol is a member, Dave an outsider; the staff is in no team. */
let alice: ApiClient;
let staff: ApiClient;
let teamId: string;
let id: string;

beforeAll(async () => {
  evry = await openEvry();
  alice = evry.alice;
  staff = await evry.world.signIn(
    await addUser(evry.world, { name: 'Staff', email: 'staff@evry.fr', isStaff: true }),
  );
  ({ id: teamId } = await alice.regie.teams.create.mutate({ name: 'Équipe' }));
  const add = (userId: string, role: 'administrator' | 'member') =>
    alice.regie.teamAccesses.create.mutate({ teamId, userId, role });
  await add(evry.people.bob.id, 'administrator');
  await add(evry.people.carol.id, 'member');
  ({ id } = await alice.regie.teamWebhooks.create.mutate({ teamId, url: URL, secret: 's3cret' }));
});
afterAll(() => evry.world.close());

const everything = (): readonly [string, (regie: RegieClient) => Promise<unknown>][] => [
  ['list', ({ teamWebhooks }) => teamWebhooks.list.query({ teamId })],
  ['create', ({ teamWebhooks }) => teamWebhooks.create.mutate({ teamId, url: URL })],
  ['update', ({ teamWebhooks }) => teamWebhooks.update.mutate({ teamId, id, url: URL })],
  ['delete', ({ teamWebhooks }) => teamWebhooks.delete.mutate({ teamId, id })],
  ['deliveries', ({ teamWebhooks }) => teamWebhooks.deliveries.query({ teamId, id })],
  ['replay', ({ teamWebhooks }) => teamWebhooks.replay.mutate({ teamId, id })],
  ['resync', ({ teamWebhooks }) => teamWebhooks.resync.mutate({ teamId, id })],
];

describe('who may not', () => {
  it.each(everything())('%s webhooks', async (_name, act) => {
    for (const who of ['bob', 'carol'] as const) {
      expect(await trpcFailure(act(evry[who].regie))).toMatchObject({
        httpStatus: 403,
        domainCode: 'team_webhook.action_forbidden',
      });
    }
    const outsider = await trpcFailure(act(evry.dave.regie));
    expect(outsider).toMatchObject({ httpStatus: 404, domainCode: 'team.not_found' });
    const nobody = await trpcFailure(act(evry.world.visitor.regie));
    expect(nobody).toMatchObject({ httpStatus: 401 });
  });
});

describe.each([
  ['an owner', () => alice],
  ['the staff', () => staff],
])('%s', (_who, client) => {
  it('sees webhooks, and no secret', async () => {
    const page = await client().regie.teamWebhooks.list.query({ teamId });
    expect(page).toEqual({
      total: 1,
      items: [
        {
          id,
          teamId,
          url: URL,
          protocol: 'scim',
          hasSecret: true,
          status: expect.stringMatching(/^(pending|success)$/),
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
        },
      ],
    });
    expect(JSON.stringify(page)).not.toContain('s3cret');
  });

  it('sends every member again, and reads in the log what was sent', async () => {
    const { regie } = client();
    expect(await regie.teamWebhooks.resync.mutate({ teamId, id })).toEqual({ queued: 3 });
    await evry.world.jobs.run();
    const log = await regie.teamWebhooks.deliveries.query({
      teamId,
      id,
      state: 'delivered',
      page: { pageSize: 2 },
    });
    expect(log.total).toBeGreaterThanOrEqual(3);
    expect(log.items).toHaveLength(2);
    const [last, before] = log.items;
    expect(Number(last?.id)).toBeGreaterThan(Number(before?.id));
    expect(last).toMatchObject({ operation: 'add', cause: 'resync', attempts: 1, lastStatus: 200 });
    expect(last).toMatchObject({ nextAttemptAt: null, lastFailure: null });
  });

  it('replays one delivery or all that failed', async () => {
    const { regie } = client();
    expect(await regie.teamWebhooks.replay.mutate({ teamId, id })).toEqual({ queued: 0 });
    const [delivery] = (await regie.teamWebhooks.deliveries.query({ teamId, id })).items;
    const one = { teamId, id, deliveryId: delivery?.id ?? '' };
    expect(await regie.teamWebhooks.replay.mutate(one)).toEqual({ queued: 1 });
    const unknown = regie.teamWebhooks.replay.mutate({ ...one, deliveryId: '999999' });
    expect(await trpcFailure(unknown)).toMatchObject({
      httpStatus: 404,
      domainCode: 'team_webhook.delivery_not_found',
    });
  });

  it('creates, changes and deletes webhooks', async () => {
    const { teamWebhooks } = client().regie;
    const made = await teamWebhooks.create.mutate({
      teamId,
      url: 'https://www.tchap.gouv.fr/#/room/!a:agent.tchap.gouv.fr',
      protocol: 'matrix',
    });
    expect(made).toMatchObject({ protocol: 'matrix', hasSecret: false, status: 'pending' });
    const changed = { teamId, id: made.id, secret: 'another' };
    expect(await teamWebhooks.update.mutate(changed)).toMatchObject({ hasSecret: true, url: made.url });
    await teamWebhooks.delete.mutate({ teamId, id: made.id });
    expect(await trpcFailure(teamWebhooks.update.mutate(changed))).toMatchObject({
      httpStatus: 404,
      domainCode: 'team_webhook.not_found',
    });
  });
});

it.each([
  ['http://scim.example.com/', 'scim', 'plain_http'],
  ['https://a:b@scim.example.com/', 'scim', 'credentials_in_url'],
  ['https://scim.example.com:6/', 'scim', 'forbidden_port'],
  ['https://matrix.to/#/!room:home_server', 'matrix', 'unusable_url'],
] as const)('refuses %s over %s: %s', async (url, protocol, reason) => {
  const creation = alice.regie.teamWebhooks.create.mutate({ teamId, url, protocol });
  expect(await trpcFailure(creation)).toMatchObject({
    httpStatus: 400,
    domainCode: 'team_webhook.unusable_url',
    params: { reason },
  });
});

it.each([
  ['a secret that no header can carry', { secret: 'a\r\nX-Evil: 1' }],
  ['an address that is too long', { url: `https://example.com/${'a'.repeat(200)}` }],
  ['a protocol we do not speak', { protocol: 'xmpp' as 'scim' }],
])('refuses %s', async (_what, given) => {
  const creation = alice.regie.teamWebhooks.create.mutate({ teamId, url: URL, ...given });
  expect(await trpcFailure(creation)).toMatchObject({ httpStatus: 400 });
});

it('knows no webhook of another team', async () => {
  const other = await alice.regie.teams.create.mutate({ name: 'Autre' });
  for (const webhook of [
    { teamId: other.id, id },
    { teamId, id: UNKNOWN },
  ]) {
    expect(await trpcFailure(alice.regie.teamWebhooks.deliveries.query(webhook))).toMatchObject({
      domainCode: 'team_webhook.not_found',
    });
    expect(await trpcFailure(alice.regie.teamWebhooks.delete.mutate(webhook))).toMatchObject({
      domainCode: 'team_webhook.not_found',
    });
  }
});
