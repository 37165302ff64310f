import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', registration: { state: 'queued' } });
});

const job = () => ({ name: 'register_mail_domain', mailDomainId: domain.id }) as const;
const register = () => world.handlers.register_mail_domain(job());
const stored = () => world.tables().mailDomains.find(domain.id);
const finish = async () => {
  await world.jobs.enqueue(job());
  await world.jobs.runAllJobs();
};
const killed = () => {
  throw new Error('the process was killed');
};

it('registers the domain, then queues its first check', async () => {
  expect(await register()).toBeUndefined();
  expect(stored()).toMatchObject({ status: 'pending', registration: { state: 'registered' } });
  expect(world.jobs.waiting().map((queued) => queued.job)).toEqual([
    { name: 'check_mail_domain', mailDomainId: domain.id, notify: false },
  ]);
});

it('notes that it asks before it does, so that a crash is not forgotten', async () => {
  const slow = makeGate();
  world.provisionerCalls.interruptNext('registerDomain', { before: slow.pass });
  const registering = register();
  await slow.reached;
  expect(stored()).toMatchObject({ registration: { state: 'asked' } });
  slow.open();
  await registering;
});

describe('registers once, and is never refused,', () => {
  const expectRegisteredOnce = () => {
    expect(stored()).toMatchObject({ status: 'enabled', registration: { state: 'registered' } });
    expect(world.jobs.waiting()).toEqual([]);
  };

  it('when the answer is lost', async () => {
    world.provisioner.loseNextAnswer();
    await finish();
    expectRegisteredOnce();
  });

  it('when the process is killed before it could note the answer', async () => {
    world.provisionerCalls.interruptNext('registerDomain', { after: killed });
    await finish();
    expectRegisteredOnce();
  });

  it('when the commit is lost', async () => {
    world.unitOfWork.plan('kept', 'lost');
    await finish();
    expectRegisteredOnce();
  });

  it('when the job runs again afterwards', async () => {
    await finish();
    const once = stored();
    await finish();
    expect(stored()).toEqual(once);
    expect(world.provisionerCalls.count('registerDomain')).toBe(1);
  });

  it('when two workers run it at once, the second one being quicker', async () => {
    const slow = makeGate();
    world.provisionerCalls.interruptNext('registerDomain', { before: slow.pass });
    const first = register();
    await slow.reached;
    await register();
    slow.open();
    await first;
    await world.jobs.runAllJobs();
    expectRegisteredOnce();
  });

  it('when the first of two workers learns before the second one that the name is taken', async () => {
    const [slow, slower] = [makeGate(), makeGate()];
    world.provisionerCalls.interruptNext('registerDomain', { before: slow.pass });
    world.provisionerCalls.interruptNext('registerDomain', { after: slower.pass });
    const first = register();
    await slow.reached;
    const second = register();
    await slower.reached;
    slow.open();
    await first;
    expect(stored()).toMatchObject({ status: 'pending', registration: { state: 'asked' } });
    slower.open();
    await second;
    await world.jobs.runAllJobs();
    expectRegisteredOnce();
  });
});

it('waits for the end of an outage, and says meanwhile what the matter is', async () => {
  world.provisioner.setTrouble({ kind: 'unavailable', retryAfterSeconds: 40 });
  await world.jobs.enqueue(job());
  await world.jobs.runDueJobs();
  expect(stored()).toMatchObject({
    status: 'pending',
    registration: { state: 'unreachable', code: 'mail_provisioner.unavailable' },
  });
  expect(world.jobs.waiting()).toMatchObject([{ runAt: new Date(START.getTime() + 40_000) }]);
  world.provisioner.setTrouble(undefined);
  await world.jobs.runAllJobs();
  expect(stored()).toMatchObject({ status: 'enabled' });
});

it('takes a name given up before, whose registration may have come through, for ours', async () => {
  await world.provisioner.registerDomain('evry.fr');
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.rememberUnconfirmed('evry.fr', START));
  await finish();
  expect(stored()).toMatchObject({ registration: { state: 'registered' } });
  expect(world.tables().unconfirmedRegistrations.count(() => true)).toBe(0);
});

describe('a refusal', () => {
  it.each([
    [
      'for a reason',
      () => world.provisioner.refuseNext('no such top level'),
      { state: 'refused', code: 'mail_domain.refused', reason: 'no such top level' },
    ],
    [
      'because another has that name',
      () => world.provisioner.registerDomain('evry.fr'),
      { state: 'refused', code: 'mail_domain.name_taken', reason: '' },
    ],
  ] as const)('%s fails the domain, and is not asked for again', async (_case, prepare, registration) => {
    await prepare();
    await register();
    await register();
    expect(stored()).toMatchObject({ status: 'failed', registration });
    expect(world.provisionerCalls.count('registerDomain')).toBe(1);
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('that was never read, the request having died, frees the name after ten minutes', async () => {
    world.provisioner.refuseNext('not today');
    await world.jobs.enqueue(job());
    await world.jobs.runDueJobs();
    expect(world.jobs.waiting()).toMatchObject([{ runAt: new Date(START.getTime() + 600_000) }]);
    world.clock.advance(599);
    await register();
    expect(stored()).toBeDefined();
    await world.jobs.runAllJobs();
    expect(stored()).toBeUndefined();
    expect(world.jobs.waiting()).toEqual([]);
  });
});

it('does nothing for a domain that is gone, before or after the question', async () => {
  const slow = makeGate();
  world.provisionerCalls.interruptNext('registerDomain', { before: slow.pass });
  const registering = register();
  await slow.reached;
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.delete(domain.id));
  slow.open();
  await registering;
  await register();
  expect(stored()).toBeUndefined();
  expect(world.jobs.waiting()).toEqual([]);
  expect(world.provisionerCalls.count('registerDomain')).toBe(1);
});

it('leaves what is no failure of the provisioner to the queue', async () => {
  world.provisionerCalls.interruptNext('registerDomain', { before: killed });
  await expect(register()).rejects.toThrow('killed');
  expect(stored()).toMatchObject({ registration: { state: 'asked' } });
  await expect(
    (async () => {
      world.provisioner.setTrouble({ kind: 'forbidden' });
      await register();
    })(),
  ).rejects.toThrow(DomainError);
  expect(stored()).toMatchObject({
    registration: { state: 'unreachable', code: 'mail_provisioner.forbidden' },
  });
});
