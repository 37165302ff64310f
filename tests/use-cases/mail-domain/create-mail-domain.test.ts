import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { CHECKS } from '../../builders/domain-checks.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const INPUT = { name: 'evry.fr', supportEmail: 's@evry.fr' };

let world: UseCaseWorld;
let actor: Actor;

async function open(waits: { registrationMs?: number; usualMs?: number } = {}) {
  world = await openUseCaseWorld({
    settings: { waits: { registrationMs: 60_000, usualMs: 60_000, ...waits } },
  });
  actor = (await world.addPerson()).actor;
}
beforeEach(() => open());

const create = (input: Partial<typeof INPUT> = {}, by = actor) =>
  world.useCases.createMailDomain(by, { ...INPUT, ...input });
const createWithWorker = (input: Partial<typeof INPUT> = {}, by = actor) =>
  world.jobs.during(() => create(input, by));
const rows = () => world.tables().mailDomains.all(() => true);
const accesses = () => world.tables().mailDomainAccesses.all(() => true);
const isRemembered = (name = 'evry.fr') => world.tables().unconfirmedRegistrations.find(name) !== undefined;
const expectNothingKept = () => {
  expect(rows()).toEqual([]);
  expect(accesses()).toEqual([]);
};
const lost = () => {
  throw new DomainError('mail_provisioner.unavailable', 'no answer');
};

describe('taken by the provisioner', () => {
  it('answers the owner with the domain as first checked, and sends no mail', async () => {
    const created = await createWithWorker();
    expect(created).toMatchObject({
      name: 'evry.fr',
      slug: 'evryfr',
      status: 'enabled',
      registration: { state: 'registered' },
      supportEmail: 's@evry.fr',
      organizationId: null,
      role: 'owner',
      mailboxCount: 0,
      lastCheckDetails: { ready: true },
      lastCheckedAt: START,
      createdAt: START,
    });
    expect(created.expectedConfig).not.toBeNull();
    expect(accesses()).toMatchObject([{ userId: actor.userId, mailDomainId: created.id, role: 'owner' }]);
    expect(world.mailer.sent).toEqual([]);
    expect(isRemembered()).toBe(false);
  });

  it('answers with what the first check finds', async () => {
    world.provisionerCalls.interruptNext('registerDomain', {
      after: () => world.provisioner.setCheck('evry.fr', CHECKS.external),
    });
    expect(await createWithWorker()).toMatchObject({
      status: 'action_required',
      lastCheckDetails: CHECKS.external.raw,
    });
  });

  it('answers pending when the first check is slow, which ends later', async () => {
    await open({ usualMs: 1 });
    const slow = makeGate();
    world.provisionerCalls.interruptNext('checkDomain', { before: slow.pass });
    const worker = world.jobs.start();
    expect(await create()).toMatchObject({
      status: 'pending',
      registration: { state: 'registered' },
      lastCheckedAt: null,
    });
    slow.open();
    await worker.stop();
    expect(rows()).toMatchObject([{ status: 'enabled' }]);
  });

  it('answers pending when the first check fails, which is made again later', async () => {
    await open({ usualMs: 1 });
    world.provisionerCalls.interruptNext('checkDomain', { before: lost });
    expect(await createWithWorker()).toMatchObject({ status: 'pending', lastCheckedAt: null });
    await world.jobs.runAllJobs();
    expect(rows()).toMatchObject([{ status: 'enabled' }]);
  });

  it('stores names as lower case ASCII', async () => {
    expect(await createWithWorker({ name: ' Évry.FR ' })).toMatchObject({ name: 'xn--vry-9la.fr' });
  });
});

describe('not taken by the provisioner', () => {
  it('says why it was refused, and keeps nothing', async () => {
    world.provisioner.refuseNext('no such top level');
    await expect(createWithWorker()).rejects.toMatchObject({
      code: 'mail_domain.refused',
      params: { reason: 'no such top level' },
    });
    expectNothingKept();
    expect(isRemembered()).toBe(false);
    await world.jobs.runAllJobs();
    expectNothingKept();
  });

  it('says that the name is taken when the provisioner has such a domain already, and keeps nothing', async () => {
    await world.provisioner.registerDomain('evry.fr');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_domain.name_taken' });
      expectNothingKept();
      expect(isRemembered()).toBe(false);
    }
  });

  it.each([
    ['unavailable', 'mail_provisioner.unavailable', true],
    ['forbidden', 'mail_provisioner.forbidden', false],
    ['unexpected', 'mail_provisioner.unexpected', true],
  ] as const)(
    'says that the provisioner is %s, keeps nothing; remembers the name: %3$s',
    async (kind, code, remembered) => {
      world.provisioner.setTrouble({ kind });
      await expect(createWithWorker()).rejects.toMatchObject({ code });
      expectNothingKept();
      expect(isRemembered()).toBe(remembered);
      world.provisioner.setTrouble(undefined);
      await world.jobs.runAllJobs();
      expectNothingKept();
      expect(world.provisionerCalls.count('registerDomain')).toBe(1);
    },
  );

  it('gives up when the provisioner is silent for too long, and nothing comes of it later', async () => {
    await open({ registrationMs: 1 });
    const slow = makeGate();
    world.provisionerCalls.interruptNext('registerDomain', { after: slow.pass });
    const worker = world.jobs.start();
    const creating = create();
    await slow.reached;
    await expect(creating).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    slow.open();
    await worker.stop();
    await world.jobs.runAllJobs();
    expectNothingKept();
    expect(isRemembered()).toBe(true);
  });

  it('remembers no name that the provisioner was never asked for: another may have it there', async () => {
    await open({ registrationMs: 0 });
    await world.provisioner.registerDomain('evry.fr');
    await expect(create()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    expectNothingKept();
    expect(isRemembered()).toBe(false);
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.calls).toEqual([]);
  });
});

describe('a second attempt after one without answer', () => {
  it('adopts what the first one created', async () => {
    world.provisioner.loseNextAnswer();
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    const { actor: other } = await world.addPerson();
    expect(await createWithWorker({}, other)).toMatchObject({ status: 'enabled', role: 'owner' });
    expect(accesses()).toMatchObject([{ userId: other.userId }]);
    expect(isRemembered()).toBe(false);
  });

  it('adopts it also when our credentials were refused in between', async () => {
    world.provisioner.loseNextAnswer();
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    world.provisioner.setTrouble({ kind: 'forbidden' });
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_provisioner.forbidden' });
    expectNothingKept();
    world.provisioner.setTrouble(undefined);
    expect(await createWithWorker()).toMatchObject({ status: 'enabled' });
    expect(isRemembered()).toBe(false);
  });

  it('registers what the first one did not create', async () => {
    world.provisionerCalls.interruptNext('registerDomain', { before: lost });
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    expect(await createWithWorker()).toMatchObject({ status: 'enabled' });
    expect(isRemembered()).toBe(false);
  });

  it('stays possible after several of them', async () => {
    world.provisioner.loseNextAnswer();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (attempt > 0) world.provisionerCalls.interruptNext('registerDomain', { before: lost });
      await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
      expectNothingKept();
    }
    expect(await createWithWorker()).toMatchObject({ status: 'enabled' });
  });
});

describe('names and slugs', () => {
  it.each(['', 'evry', '../users', 'a.fr/check?x=', '1.2.3.4', `${'a'.repeat(64)}.fr`])(
    'refuses %o before anything',
    async (name) => {
      await expect(create({ name })).rejects.toMatchObject({ code: 'mail_domain.invalid_name' });
      expectNothingKept();
      expect(world.jobs.waiting()).toEqual([]);
    },
  );

  it('refuses a name that is taken here, whatever the letter case, before the provisioner is asked', async () => {
    await createWithWorker();
    const calls = world.provisionerCalls.calls.length;
    await expect(createWithWorker({ name: 'EVRY.fr' })).rejects.toMatchObject({
      code: 'mail_domain.name_taken',
    });
    expect(rows()).toHaveLength(1);
    expect(world.provisionerCalls.calls).toHaveLength(calls);
  });

  it('gives names of the same letters slugs of their own', async () => {
    const slugs: string[] = [];
    for (const name of ['evry.fr', 'ev.ryfr', 'e.vryfr']) slugs.push((await createWithWorker({ name })).slug);
    expect(slugs).toEqual(['evryfr', 'evryfr-2', 'evryfr-3']);
  });

  it('cuts a long slug, and counts within its length', async () => {
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}`;
    const first = await createWithWorker({ name: `${long}.fr` });
    const second = await createWithWorker({ name: `${long}.eu` });
    expect(first.slug).toBe(`${'a'.repeat(60)}${'b'.repeat(20)}`);
    expect(second.slug).toBe(`${'a'.repeat(60)}${'b'.repeat(18)}-2`);
  });
});

describe('at once', () => {
  it('of two people who ask for one name, one gets it and the other is refused', async () => {
    const { actor: other } = await world.addPerson();
    const outcomes = await world.jobs.during(() => Promise.allSettled([create(), create({}, other)]));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { status: 'enabled' } },
      { status: 'rejected', reason: { code: 'mail_domain.name_taken' } },
    ]);
    expect(accesses()).toMatchObject([{ userId: actor.userId }]);
    expect(world.provisionerCalls.count('registerDomain')).toBe(1);
  });

  it('names with one slug both get one', async () => {
    const created = await world.jobs.during(() => Promise.all([create(), create({ name: 'ev.ryfr' })]));
    expect(created.map(({ slug }) => slug)).toEqual(['evryfr', 'evryfr-2']);
  });
});

it('keeps no domain without owner and job', async () => {
  world.unitOfWork.plan('lost');
  await expect(create()).rejects.toThrow('commit');
  expectNothingKept();
  expect(world.jobs.waiting()).toEqual([]);
});
