import { expect, it } from 'vitest';
import { makeDeliverToWebhook } from '../../../src/application/webhook/delivery/deliver-to-webhook.ts';
import type { WebhookAnswer } from '../../../src/domain/webhook/webhook-failure.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';
import { webhookFixture } from './webhook-fixture.ts';

const DOWN: WebhookAnswer = { result: 'unavailable', failure: 'overloaded', status: 503 };
const NO: WebhookAnswer = { result: 'refused', failure: 'refused', status: 404 };

async function open() {
  const world = await openUseCaseWorld({
    settings: { webhookSettings: { maxAgeSeconds: 60, allowsPlainHttp: false, logRetentionDays: 90 } },
  });
  const fixture = webhookFixture(world);
  const { team, owner } = await fixture.addTeam();
  const webhook = await fixture.addWebhook(team.id);
  /** Adds people of these addresses to the team, one after the other. */
  const add = async (...emails: readonly string[]) => {
    for (const email of emails) {
      const { user } = await world.addPerson({ email });
      await world.useCases.grantTeamAccess(owner, { teamId: team.id, userId: user.id, role: 'member' });
    }
  };
  const emails = (...people: readonly string[]) => people.map((person) => `add ${person}`);
  return { world, team, owner, webhook, add, emails, ...fixture };
}

it('tells in order, waiting behind what cannot be delivered now', async () => {
  const { world, webhook, add, emails, sent, status, log } = await open();
  await add('a', 'b', 'c');
  world.webhookSender.plan(DOWN, DOWN);
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(emails('a'));
  expect(status(webhook.id)).toBe('pending');
  expect(log(webhook.id)).toMatchObject([
    { state: 'pending', attempts: 1, lastStatus: 503, lastFailure: 'overloaded' },
    { state: 'pending', attempts: 0 },
    { state: 'pending', attempts: 0 },
  ]);
  // Something new neither overtakes nor hurries what waits.
  await add('d');
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(emails('a'));
  await world.jobs.runAllJobs();
  expect(sent()).toEqual(emails('a', 'a', 'a', 'b', 'c', 'd'));
  expect(status(webhook.id)).toBe('success');
  expect(log(webhook.id).map(({ attempts }) => attempts)).toEqual([3, 1, 1, 1]);
});

it('goes on after a refusal, and says how the last one ended', async () => {
  const { world, webhook, add, emails, sent, status, log } = await open();
  await add('a', 'b');
  world.webhookSender.plan(NO);
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(emails('a', 'b'));
  expect(status(webhook.id)).toBe('success');
  await add('c');
  world.webhookSender.plan(NO);
  await world.jobs.runDueJobs();
  expect(status(webhook.id)).toBe('failure');
  expect(log(webhook.id).map(({ state }) => state)).toEqual(['failed', 'delivered', 'failed']);
});

it('gives up what is too old, and goes on', async () => {
  const { world, webhook, add, emails, sent, status, log, secondsSinceStart } = await open();
  await add('a');
  world.clock.advance(30);
  await add('b');
  world.webhookSender.plan(...Array.from({ length: 7 }, () => DOWN));
  await world.jobs.runAllJobs();
  // Delays of 0.75 s, 1.5 s, 3 s and so on: the seventh attempt is the first after a minute.
  expect(sent()).toEqual([...emails(...Array.from({ length: 7 }, () => 'a')), ...emails('b')]);
  expect(secondsSinceStart()).toBeGreaterThan(60);
  expect(log(webhook.id)).toMatchObject([
    { state: 'expired', attempts: 7, lastFailure: 'overloaded' },
    { state: 'delivered', attempts: 1 },
  ]);
  expect(status(webhook.id)).toBe('success');
  const told = world.logger.entries.filter(({ message }) => message === 'a webhook delivery failed');
  expect(told).toHaveLength(7);
  expect(JSON.stringify(told)).not.toContain('scim.example.com');
});

it('does not let one webhook wait for another', async () => {
  const { world, team, webhook, add, addWebhook, status } = await open();
  const other = await addWebhook(team.id, { url: 'https://other.example.com/' });
  await add('a');
  world.webhookSender.plan(DOWN);
  await world.jobs.runDueJobs();
  expect([status(webhook.id), status(other.id)].sort()).toEqual(['pending', 'success']);
});

it('sends again what a crash kept from being noted, and nothing else', async () => {
  const { world, webhook, add, emails, sent, status, log } = await open();
  await add('a', 'b');
  world.unitOfWork.plan('kept', 'lost'); // the attempt is noted, its outcome is not
  await world.jobs.runAllJobs();
  expect(world.jobs.failures).toHaveLength(1);
  expect(sent()).toEqual(emails('a', 'a', 'b'));
  expect(log(webhook.id).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 2],
    ['delivered', 1],
  ]);
  expect(status(webhook.id)).toBe('success');
});

it('lets only the latest of attempts at the same time decide', async () => {
  const { world, webhook, add, log } = await open();
  await add('a');
  const job = { name: 'deliver_to_webhook', webhookId: webhook.id } as const;
  const send = world.webhookSender.send.bind(world.webhookSender);
  let isFirst = true;
  world.webhookSender.send = async (target, event) => {
    if (!isFirst) return send(target, event);
    isFirst = false;
    await world.handlers.deliver_to_webhook(job); // another process, which took this one for dead
    return DOWN;
  };
  await world.handlers.deliver_to_webhook(job);
  expect(log(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 2, lastStatus: 200 }]);
});

it('makes room for other jobs now and then, and comes back', async () => {
  const { world, webhook, add, emails, sent } = await open();
  const people = Array.from({ length: 45 }, (_, n) => `p${n}`);
  await add(...people);
  const job = { name: 'deliver_to_webhook', webhookId: webhook.id } as const;
  expect(await world.handlers.deliver_to_webhook(job)).toEqual({ retryInSeconds: 0 });
  expect(sent()).toHaveLength(20);
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(emails(...people));
});

it('takes up what lost its job', async () => {
  const { world, webhook, add, emails, sent } = await open();
  await world.unitOfWork.run(({ webhookDeliveries }) =>
    webhookDeliveries.queueMembers(webhook.id, world.clock.now()),
  );
  await world.jobs.enqueue({ name: 'resume_webhooks' });
  await world.jobs.runDueJobs();
  expect(sent()).toEqual([]);
  world.clock.advance(120);
  await world.jobs.enqueue({ name: 'resume_webhooks' });
  await world.jobs.runDueJobs();
  expect(sent()).toHaveLength(1);
  await add('a');
  await world.jobs.runDueJobs();
  expect(sent().slice(1)).toEqual(emails('a'));
});

it('takes up all that lost their jobs, however many', async () => {
  const { world, team, addWebhook } = await open();
  const late = 450;
  for (let n = 0; n < late; n += 1) {
    const { id } = await addWebhook(team.id, { url: `https://${n}.example.com/` });
    await world.unitOfWork.run(({ webhookDeliveries }) =>
      webhookDeliveries.queueMembers(id, world.clock.now()),
    );
  }
  world.clock.advance(120);
  await world.handlers.resume_webhooks({ name: 'resume_webhooks' });
  expect(world.jobs.names()).toEqual(Array.from({ length: late }, () => 'deliver_to_webhook'));
});

it('forgets in small parts what was delivered before the retention, and keeps what waits', async () => {
  const { world, webhook, add, log } = await open();
  await add('a');
  await world.jobs.runDueJobs();
  const [told] = log(webhook.id);
  if (!told) throw new Error('nothing told');
  world.tables().webhookDeliveries.remove(() => true);
  const day = 86_400_000;
  const settled = (id: number, daysAgo: number) => ({
    ...told,
    id: String(id) as typeof told.id,
    settledAt: new Date(world.clock.now().getTime() - daysAgo * day),
    kept: null,
  });
  for (let id = 1; id <= 4100; id += 1) world.tables().webhookDeliveries.insert(settled(id, 91));
  world.tables().webhookDeliveries.insert(settled(5000, 89));
  world.tables().webhookDeliveries.insert({ ...settled(5001, 0), state: 'pending', settledAt: null });
  const purge = () => world.handlers.purge_webhook_deliveries({ name: 'purge_webhook_deliveries' });
  expect(await purge()).toEqual({ retryInSeconds: 0 });
  expect(log(webhook.id)).toHaveLength(2102);
  await world.jobs.enqueue({ name: 'purge_webhook_deliveries' });
  await world.jobs.runDueJobs();
  expect(log(webhook.id).map(({ id }) => id)).toEqual(['5000', '5001']);
});

it('holds back what no key can sign, says why, and sends it once the secret is set again', async () => {
  const { world, webhook, add, sent, log } = await open();
  await add('a');
  const unkeyed = {
    run: <T>(work: Parameters<typeof world.unitOfWork.run<T>>[0]) =>
      world.unitOfWork.run((stores) =>
        work({
          ...stores,
          webhookDeliveries: Object.assign(Object.create(stores.webhookDeliveries), {
            lockFirst: async (id: typeof webhook.id) => {
              const first = await stores.webhookDeliveries.lockFirst(id);
              return first && { ...first, target: { ...first.target, secret: null }, isReadable: false };
            },
          }),
        }),
      ),
  };
  const deliver = makeDeliverToWebhook({
    unitOfWork: unkeyed,
    webhookSender: world.webhookSender,
    clock: world.clock,
    randomness: { next: () => 0.5 },
    logger: world.logger,
    webhookSettings: { maxAgeSeconds: 60, allowsPlainHttp: false, logRetentionDays: 90 },
  });
  await deliver({ name: 'deliver_to_webhook', webhookId: webhook.id });
  expect(sent()).toEqual([]);
  expect(log(webhook.id)).toMatchObject([
    { state: 'pending', attempts: 1, lastFailure: 'secret_unreadable' },
  ]);
  await world.jobs.runAllJobs();
  expect(sent()).toEqual(['add a']);
});
