import { expect, it } from 'vitest';
import type { WebhookDeliveryId } from '../../../src/domain/shared/ids.ts';
import type { WebhookProtocol } from '../../../src/domain/webhook/team-webhook.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';
import { webhookFixture } from './webhook-fixture.ts';

const URL_A = 'https://a.example.com/Groups/1';
const NO = { result: 'refused', failure: 'refused', status: 404 } as const;

async function open() {
  const world = await openUseCaseWorld();
  const fixture = webhookFixture(world);
  const { team, owner } = await fixture.addTeam();
  const create = (url = URL_A, secret: string | null = 'one') =>
    world.useCases.createWebhook(owner, { teamId: team.id, url, protocol: 'scim', secret });
  const secretOf = (id: string) => world.tables().teamWebhooks.first((row) => row.id === id)?.secret;
  return { world, team, owner, create, secretOf, ...fixture };
}

it('sends a secret nowhere but where it was given for', async () => {
  const { world, team, owner, create, secretOf } = await open();
  const { id } = await create();
  const update = (change: { url?: string; protocol?: WebhookProtocol; secret?: string | null }) =>
    world.useCases.updateWebhook(owner, { teamId: team.id, id, ...change });
  await update({});
  expect(secretOf(id)).toBe('one');
  expect(await update({ url: 'https://evil.example/' })).toMatchObject({ hasSecret: false });
  expect(secretOf(id)).toBeNull();
  await update({ url: URL_A, secret: 'two' });
  expect(secretOf(id)).toBe('two');
  // The same server is spoken to in the other form of SCIM, and another one in another way.
  await update({ protocol: 'scim2' });
  expect(secretOf(id)).toBe('two');
  await update({ protocol: 'matrix', url: 'https://www.tchap.gouv.fr/#/room/!a:agent.tchap.gouv.fr' });
  expect(secretOf(id)).toBeNull();
  await update({ protocol: 'scim', url: URL_A, secret: 'three' });
  await update({ secret: null });
  expect(secretOf(id)).toBeNull();
});

it.each([
  ['http://a.example.com/', 'plain_http'],
  ['https://user:password@a.example.com/', 'credentials_in_url'],
  ['https://a.example.com:25/', 'forbidden_port'],
  ['a.example.com', 'unusable_url'],
])('refuses to create one at %s', async (url, reason) => {
  const { create } = await open();
  await expect(create(url)).rejects.toMatchObject({ code: 'team_webhook.unusable_url', params: { reason } });
});

it('writes down who did what, without secrets and whole addresses', async () => {
  const { world, team, owner, create } = await open();
  const { id } = await create('https://a.example.com/hook?token=hidden', 's3cret');
  await world.useCases.updateWebhook(owner, { teamId: team.id, id, secret: 's3cret2' });
  await world.useCases.resyncWebhook(owner, team.id, id);
  await world.useCases.deleteWebhook(owner, team.id, id);
  const entries = world.audited().filter(({ action }) => action.startsWith('team_webhook.'));
  expect(entries.map(({ action, actorId, objectId }) => [action, actorId, objectId])).toEqual(
    ['created', 'updated', 'resynchronized', 'deleted'].map((verb) => [
      `team_webhook.${verb}`,
      owner.userId,
      team.id,
    ]),
  );
  expect(entries[1]?.details).toMatchObject({ webhook: id, host: 'a.example.com', secretChanged: true });
  expect(JSON.stringify(entries)).not.toMatch(/hidden|s3cret/);
});

it('tells every member again on request, in the order in which they came', async () => {
  const { world, team, owner, create, join, sent } = await open();
  const { id } = await create();
  const { actor } = await world.addPerson({ email: 'zoe@evry.fr' });
  await join(team, actor);
  expect(await world.useCases.resyncWebhook(owner, team.id, id)).toBe(2);
  await world.jobs.runDueJobs();
  expect(sent()).toHaveLength(2);
  expect(sent()).toContain('add zoe@evry.fr');
});

it('replays what failed as it holds now', async () => {
  const { world, team, owner, create, sent, log, status } = await open();
  const { id } = await create();
  const { user: zoe } = await world.addPerson({ email: 'zoe@evry.fr' });
  const { user: abel } = await world.addPerson({ email: 'abel@evry.fr' });
  const grant = ({ id: userId }: { id: typeof zoe.id }) =>
    world.useCases.grantTeamAccess(owner, { teamId: team.id, userId, role: 'member' });
  const access = await grant(zoe);
  await grant(abel);
  await world.useCases.revokeTeamAccess(owner, team.id, access.id);
  world.webhookSender.plan(NO, NO, NO);
  await world.jobs.runDueJobs();
  expect(status(id)).toBe('failure');
  const replay = (deliveryId?: WebhookDeliveryId) =>
    world.useCases.replayDeliveries(owner, { teamId: team.id, id, deliveryId });

  const [first] = log(id);
  expect(await replay(first?.id)).toBe(1);
  await world.jobs.runDueJobs();
  expect(sent().slice(3)).toEqual(['remove zoe@evry.fr']); // the one who was added has left since

  expect(await replay()).toBe(1);
  await world.jobs.runDueJobs();
  expect(sent().slice(4)).toEqual(['add abel@evry.fr']);
  expect(status(id)).toBe('success');
  expect(await replay()).toBe(0);
  await expect(replay('99' as WebhookDeliveryId)).rejects.toMatchObject({
    code: 'team_webhook.delivery_not_found',
  });
});

it('sends nothing any more to one that was deleted', async () => {
  const { world, team, owner, create, sent } = await open();
  const { id } = await create();
  await world.useCases.resyncWebhook(owner, team.id, id);
  await world.useCases.deleteWebhook(owner, team.id, id);
  await world.jobs.runAllJobs();
  expect(sent()).toEqual([]);
  await expect(world.useCases.deleteWebhook(owner, team.id, id)).rejects.toMatchObject({
    code: 'team_webhook.not_found',
  });
});

it('is the business of owners and staff', async () => {
  const { world, team, create, join } = await open();
  const { id } = await create();
  const { actor: administrator } = await world.addPerson();
  await join(team, administrator, 'administrator');
  const { actor: outsider } = await world.addPerson();
  const page = { number: 1, size: 20, order: [] } as const;
  const everything = (actor: typeof outsider) => [
    () => world.useCases.listWebhooks(actor, team.id, page),
    () => world.useCases.listDeliveries(actor, { teamId: team.id, id }, page),
    () =>
      world.useCases.createWebhook(actor, { teamId: team.id, url: URL_A, protocol: 'scim', secret: null }),
    () => world.useCases.updateWebhook(actor, { teamId: team.id, id }),
    () => world.useCases.replayDeliveries(actor, { teamId: team.id, id }),
    () => world.useCases.resyncWebhook(actor, team.id, id),
    () => world.useCases.deleteWebhook(actor, team.id, id),
  ];
  for (const act of everything(administrator)) {
    await expect(act()).rejects.toMatchObject({ code: 'team_webhook.action_forbidden' });
  }
  for (const act of everything(outsider)) {
    await expect(act()).rejects.toMatchObject({ code: 'team.not_found' });
  }
  for (const act of everything({ ...outsider, isStaff: true })) await act();
});
