import { expect, it } from 'vitest';
import { makeOperateWebhooks } from '../../../src/application/webhook/operate-webhooks.ts';
import type { TeamWebhookId } from '../../../src/domain/shared/ids.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';
import { webhookFixture } from './webhook-fixture.ts';

const NO = { result: 'refused', failure: 'refused', status: 404 } as const;

async function open() {
  const world = await openUseCaseWorld();
  const fixture = webhookFixture(world);
  const { team, owner } = await fixture.addTeam();
  const [one, two, three] = [
    await fixture.addWebhook(team.id),
    await fixture.addWebhook(team.id),
    await fixture.addWebhook(team.id),
  ];
  const { user } = await world.addPerson({ email: 'zoe@evry.fr' });
  world.webhookSender.plan(NO, NO);
  await world.useCases.grantTeamAccess(owner, { teamId: team.id, userId: user.id, role: 'member' });
  await world.jobs.runDueJobs();
  const operate = makeOperateWebhooks({ unitOfWork: world.unitOfWork, clock: world.clock });
  return { world, one, two, three, operate, ...fixture };
}

it('replays what failed at every webhook that has failed', async () => {
  const { world, operate, sent, one, two, three, status } = await open();
  expect(await operate('replay', undefined)).toEqual({ webhooks: 2, deliveries: 2 });
  await world.jobs.runDueJobs();
  expect(sent()).toHaveLength(5);
  for (const { id } of [one, two, three]) expect(status(id)).toBe('success');
  const entries = world.audited().filter(({ action }) => action === 'team_webhook.resynchronized');
  expect(entries).toMatchObject([
    { actorId: null, origin: { via: 'command_line' }, details: { cause: 'replay', deliveries: 1 } },
    { actorId: null, origin: { via: 'command_line' }, details: { cause: 'replay', deliveries: 1 } },
  ]);
  expect(await operate('replay', undefined)).toEqual({ webhooks: 0, deliveries: 0 });
});

it('tells one webhook about everybody', async () => {
  const { world, operate, sent, three } = await open();
  expect(await operate('resync', three.id)).toEqual({ webhooks: 1, deliveries: 2 });
  await world.jobs.runDueJobs();
  expect(sent()).toHaveLength(5);
  await expect(operate('resync', newId<TeamWebhookId>())).rejects.toMatchObject({
    code: 'team_webhook.not_found',
  });
});
