import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import type { GivenOfMailbox } from '../../builders/make-mailbox.ts';
import { asked, unanswered } from '../../builders/provisioned.ts';
import { eventually } from '../../support/eventually.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const NAMES = { firstName: 'Jean', lastName: 'Valjean' };
const JEAN = { domain: 'evry.fr', localPart: 'jean', ...NAMES };
const killed = () => {
  throw new Error('the process was killed');
};
const outage = () => {
  throw new DomainError('mail_provisioner.unavailable', 'no answer');
};

let world: UseCaseWorld;
let domain: MailDomain;
let mailbox: Mailbox;

async function open(given: Partial<GivenOfMailbox> = {}) {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'enabled',
    registration: { state: 'registered' },
  });
  mailbox = await world.addMailbox({
    mailDomainId: domain.id,
    localPart: 'jean',
    secondaryEmail: 'jean@perso.example',
    ...NAMES,
    ...given,
  });
}

beforeEach(() => open());

const stored = () => world.tables().mailboxes.find(mailbox.id);
const notedAbsentAt = ({ id }: Mailbox): Date | null => {
  const provisioning = world.tables().mailboxes.find(id)?.provisioning;
  return provisioning && 'notedAbsentAt' in provisioning ? provisioning.notedAbsentAt : null;
};
const queue = ({ id: mailboxId, mailDomainId } = mailbox) =>
  world.jobs.enqueue(
    { name: 'provision_mailbox', mailboxId, mailDomainId },
    `provision_mailbox:${mailboxId}`,
  );
const finish = async () => {
  await queue();
  await world.jobs.runAllJobs();
};
const there = () => world.provisioner.listMailboxes('evry.fr');
const lines = () =>
  world
    .tables()
    .driftLines.all(() => true)
    .map(({ address, finding, reason }) => [address, finding, reason]);

/** Refused and reported, and the provisioner's mailbox is unchanged, its password included. */
async function expectAddressExists(before: ReturnType<typeof there>) {
  expect(stored()).toMatchObject({
    status: 'failed',
    provisioning: { state: 'refused', failure: { code: 'mailbox.address_taken', params: {} } },
    passwordHash: null,
  });
  expect(there()).toEqual(before);
  expect(world.provisionerCalls.count('resetPassword')).toBe(0);
  expect(world.mailer.sent).toEqual([]);
  expect(lines()).toEqual([['jean@evry.fr', 'skipped', 'address_exists']]);
  expect(world.jobs.waiting()).toEqual([]);
}

async function expectProvisionedOnce() {
  const [held, ...others] = there();
  expect(others).toEqual([]);
  expect(stored()).toMatchObject({ status: 'enabled', provisioning: { state: 'done', notedAbsentAt: null } });
  expect(await world.passwordHasher.verify(stored()?.passwordHash ?? '', held?.password ?? '')).toBe(true);
  expect(lines()).toEqual([]);
}

describe('a mailbox that was there before ours was asked for is another one', () => {
  it.each([
    ['of the same names', NAMES],
    ['of other names', { firstName: 'Fantine', lastName: 'Tholomyès' }],
    ['without names', { firstName: '', lastName: '' }],
  ])('%s', async (_what, names) => {
    world.provisioner.putMailbox({ ...JEAN, ...names });
    const before = there();
    await finish();
    await expectAddressExists(before);
    expect(world.provisionerCalls.count('createMailbox')).toBe(0);
  });

  it.each([
    [
      'its first look has no answer',
      () => world.provisionerCalls.interruptNext('findMailbox', { before: outage }),
    ],
    [
      'its first look loses its answer',
      () => world.provisionerCalls.interruptNext('findMailbox', { after: outage }),
    ],
    [
      'the process is killed before the look',
      () => world.provisionerCalls.interruptNext('findMailbox', { before: killed }),
    ],
    [
      'the process is killed after the look',
      () => world.provisionerCalls.interruptNext('findMailbox', { after: killed }),
    ],
    ['the announcement is lost', () => world.unitOfWork.plan('lost')],
    ['the outcome is lost', () => world.unitOfWork.plan('kept', 'lost')],
  ])('also when %s', async (_what, interrupt) => {
    world.provisioner.putMailbox(JEAN);
    const before = there();
    interrupt();
    await finish();
    await world.jobs.runAllJobs();
    if (stored()?.status === 'pending') await finish();
    await expectAddressExists(before);
  });

  it('also when it came after a look that did not lead to a note', async () => {
    world.provisionerCalls.interruptNext('findMailbox', { after: killed });
    await queue();
    await world.jobs.runNext();
    expect(stored()).toMatchObject({ provisioning: { notedAbsentAt: null } });
    world.provisioner.putMailbox(JEAN);
    const before = there();
    await finish();
    await expectAddressExists(before);
  });

  it('as a mailbox in flight at an upgrade, of which nobody noted that it was not there', async () => {
    await open({ provisioned: asked({ startedAt: START }) });
    world.provisioner.putMailbox(JEAN);
    const before = there();
    await finish();
    await expectAddressExists(before);
  });

  it('as one that came before a mailbox that was refused is asked for again', async () => {
    world.provisioner.putMailbox({ ...JEAN, firstName: 'Other' });
    await finish();
    world.provisioner.putMailbox(JEAN);
    const before = there();
    const { actor } = await world.addPerson();
    await world.giveAccess(actor, domain, 'owner');
    const enabling = world.jobs.during(() => world.useCases.enableMailbox(actor, 'evryfr', mailbox.id));
    await expect(enabling).rejects.toMatchObject({ code: 'mailbox.address_taken' });
    await expectAddressExists(before);
  });

  it('among many that are asked for together', async () => {
    const others = [];
    for (let n = 0; n < 6; n += 1) {
      others.push(await world.addMailbox({ mailDomainId: domain.id, localPart: `box-${n}` }));
    }
    world.provisioner.putMailbox(JEAN);
    world.provisioner.putMailbox({ ...JEAN, localPart: 'Box-3', firstName: 'Cosette' });
    const before = there();
    for (const one of [others[0] as Mailbox, mailbox, ...others.slice(1)]) await queue(one);
    await world.jobs.runAllJobs();
    const statuses = others.map(({ id }) => world.tables().mailboxes.find(id)?.status);
    expect(statuses).toEqual(['enabled', 'enabled', 'enabled', 'failed', 'enabled', 'enabled']);
    expect(stored()).toMatchObject({ status: 'failed' });
    expect(there().slice(0, 2)).toEqual(before);
    expect(world.provisionerCalls.count('readMailboxes')).toBe(1);
    expect(world.provisionerCalls.count('findMailbox')).toBe(0);
    expect(world.provisionerCalls.count('createMailbox')).toBe(5);
  });
});

describe('a mailbox that was not there before ours was asked for', () => {
  it('is noted so, durably, before the first request', async () => {
    const noted: (Date | null | undefined)[] = [];
    world.provisionerCalls.interruptNext('createMailbox', {
      before: () => void noted.push(notedAbsentAt(mailbox)),
    });
    await finish();
    expect(noted).toEqual([START]);
    await expectProvisionedOnce();
  });

  it.each<[string, () => void]>([
    [
      'between its announcement and the look',
      () => world.provisionerCalls.interruptNext('findMailbox', { before: killed }),
    ],
    [
      'between the look and the note',
      () => world.provisionerCalls.interruptNext('findMailbox', { after: killed }),
    ],
    ['while the note is written', () => world.unitOfWork.plan('kept', 'lost')],
    [
      'between the note and the request',
      () => world.provisionerCalls.interruptNext('createMailbox', { before: killed }),
    ],
    [
      'between the request and the answer',
      () => world.provisionerCalls.interruptNext('createMailbox', { after: killed }),
    ],
    ['while the answer is stored', () => world.unitOfWork.plan('kept', 'kept', 'lost')],
  ])('is ours after a kill %s', async (_when, interrupt) => {
    interrupt();
    await finish();
    await finish();
    await expectProvisionedOnce();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is another one when it has other names, after a lost answer', async () => {
    world.provisionerCalls.interruptNext('createMailbox', { before: outage });
    await queue();
    await world.jobs.runNext();
    world.provisioner.putMailbox({ ...JEAN, lastName: 'Javert' });
    const before = there();
    await world.jobs.runAllJobs();
    await expectAddressExists(before);
  });

  it('is another one when the provisioner says that the address is taken', async () => {
    world.provisionerCalls.interruptNext('createMailbox', {
      before: () => world.provisioner.putMailbox(JEAN),
    });
    await queue();
    await world.jobs.runAllJobs();
    await expectAddressExists(there());
  });

  it('is not asked for by a worker that another one has overtaken', async () => {
    const gate = makeGate();
    world.provisionerCalls.interruptNext('findMailbox', { after: gate.pass });
    const provision = () =>
      world.handlers.provision_mailbox({ name: 'provision_mailbox', mailboxId: mailbox.id });
    const slow = provision();
    await gate.reached;
    await provision();
    gate.open();
    await slow;
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count('createMailbox')).toBe(1);
    await expectProvisionedOnce();
  });
});

describe('many that are asked for in one turn', () => {
  const queueMany = async (count: number) => {
    const others: Mailbox[] = [];
    for (let n = 0; n < count; n += 1) {
      others.push(await world.addMailbox({ mailDomainId: domain.id, localPart: `box-${n}` }));
    }
    for (const one of others) await queue(one);
    return others;
  };
  const statuses = (boxes: readonly Mailbox[]) =>
    boxes.map(({ id }) => world.tables().mailboxes.find(id)?.status);

  it.each([
    [1, 0, 1],
    [3, 0, 3],
    [4, 1, 0],
    [60, 1, 0],
  ])('%i cost %i lists and %i questions', async (count, lists, questions) => {
    const boxes = await queueMany(count);
    await world.jobs.runAllJobs();
    expect(statuses(boxes)).toEqual(boxes.map(() => 'enabled'));
    expect(world.provisionerCalls.count('readMailboxes')).toBe(lists);
    expect(world.provisionerCalls.count('findMailbox')).toBe(questions);
  });

  it.each([
    [
      'has rows that tell no address',
      () => world.provisioner.listFurtherMailboxes('evry.fr', [{ unreadable: 'x', address: null }]),
    ],
    ['cannot be had', () => world.provisionerCalls.interruptNext('readMailboxes', { before: outage })],
    ['stops halfway', () => world.provisionerCalls.interruptNext('readMailboxes', { after: outage })],
  ])('are asked after one by one when the list %s', async (_what, interrupt) => {
    const boxes = await queueMany(5);
    interrupt();
    await world.jobs.runAllJobs();
    expect(statuses(boxes)).toEqual(boxes.map(() => 'enabled'));
    expect(world.provisionerCalls.count('findMailbox')).toBe(5);
  });

  it('are taken for there when their rows cannot be read', async () => {
    const boxes = await queueMany(5);
    world.provisioner.listFurtherMailboxes('evry.fr', [{ unreadable: 'x', address: 'BOX-2@evry.fr' }]);
    await world.jobs.runAllJobs();
    expect(statuses(boxes)).toEqual(['enabled', 'enabled', 'failed', 'enabled', 'enabled']);
  });

  it('that were not asked for are looked for again in the next turn', async () => {
    const boxes = await queueMany(7);
    for (let n = 0; n < 3; n += 1) world.provisionerCalls.interruptNext('createMailbox', {});
    world.provisionerCalls.interruptNext('createMailbox', { before: outage });
    await world.jobs.runNext();
    const noted = boxes.map(notedAbsentAt);
    expect(noted.slice(4)).toEqual([null, null, null]);
    world.provisioner.putMailbox({ ...JEAN, localPart: 'box-6' });
    await world.jobs.runAllJobs();
    expect(statuses(boxes).slice(4)).toEqual(['enabled', 'enabled', 'failed']);
  });
});

it('is ours all the same when it is enabled before the answer to its creation, which was lost, is found', async () => {
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, domain, 'owner');
  world.provisionerCalls.interruptNext('createMailbox', { after: outage });
  await queue();
  await world.jobs.runNext();
  const enabled = world.useCases.enableMailbox(actor, 'evryfr', mailbox.id);
  await world.jobs.runAllJobs();
  expect(await enabled).toMatchObject({ status: 'enabled' });
  await expectProvisionedOnce();
});

describe('a mailbox that was disabled before its creation was answered', () => {
  /** The answer to the creation is lost, then it is disabled. */
  const disableUnclear = async (
    interruption: Parameters<UseCaseWorld['provisionerCalls']['interruptNext']>[1],
  ) => {
    const { actor } = await world.addPerson();
    await world.giveAccess(actor, domain, 'owner');
    world.provisionerCalls.interruptNext('createMailbox', interruption);
    await queue();
    await world.jobs.runNext();
    const disabled = world.useCases.disableMailbox(actor, 'evryfr', mailbox.id);
    return { actor, disabled };
  };

  it('is switched off there though it was renamed before the provisioner was asked', async () => {
    const { actor, disabled } = await disableUnclear({ after: outage });
    const renaming = { slug: 'evryfr', id: mailbox.id, firstName: 'Fauchelevent' };
    const renamed = world.useCases.updateMailbox(actor, renaming);
    await eventually(() => expect(stored()).toMatchObject({ firstName: 'Fauchelevent' }));
    await world.jobs.runAllJobs();
    expect(await renamed).toMatchObject({ firstName: 'Fauchelevent' });
    expect(await disabled).toMatchObject({ status: 'disabled' });
    expect(there()).toMatchObject([{ localPart: 'jean', isActive: false }]);
    expect(stored()).toMatchObject({
      firstName: 'Fauchelevent',
      status: 'disabled',
      provisioning: { state: 'done', change: null },
    });
    expect(lines()).toEqual([]);
    await world.jobs.during(() => world.useCases.enableMailbox(actor, 'evryfr', mailbox.id));
    await world.jobs.runAllJobs();
    await expectProvisionedOnce();
    expect(there()).toMatchObject([{ firstName: 'Fauchelevent', isActive: true }]);
  });

  it('is switched off there when the provisioner creates it only after we stopped waiting', async () => {
    const { disabled } = await disableUnclear({ before: outage });
    await eventually(() => expect(stored()).toMatchObject({ status: 'disabled' }));
    await world.jobs.runDueJobs();
    expect(await disabled).toMatchObject({ status: 'disabled' });
    world.provisioner.putMailbox(JEAN);
    await world.jobs.runAllJobs();
    expect(there()).toMatchObject([{ localPart: 'jean', isActive: false }]);
    expect(stored()).toMatchObject({ status: 'disabled', provisioning: { state: 'done', change: null } });
    expect(lines()).toEqual([]);
  });

  it('is left in peace when the provisioner has not created it by then', async () => {
    const { disabled } = await disableUnclear({ before: outage });
    await world.jobs.runAllJobs();
    expect(await disabled).toMatchObject({ status: 'disabled' });
    expect(there()).toEqual([]);
    expect(stored()).toMatchObject({
      status: 'disabled',
      provisioning: { state: 'unanswered', change: null },
    });
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('is ours though it is renamed around two creations without answer, each under the names of its time', async () => {
    const { actor } = await world.addPerson();
    await world.giveAccess(actor, domain, 'owner');
    const asked: Promise<unknown>[] = [];
    const rename = async (firstName: string) => {
      asked.push(world.useCases.updateMailbox(actor, { slug: 'evryfr', id: mailbox.id, firstName }));
      await eventually(() => expect(stored()).toMatchObject({ firstName }));
    };
    world.provisionerCalls.interruptNext('createMailbox', { before: outage });
    await queue();
    await world.jobs.runNext();
    await rename('Champmathieu');
    world.provisionerCalls.interruptNext('createMailbox', { after: outage });
    world.clock.advance(600);
    await world.jobs.runDueJobs();
    expect(there()).toMatchObject([{ firstName: 'Champmathieu' }]);
    await rename('Madeleine');
    await rename('Fauchelevent');
    await world.jobs.runAllJobs();
    await Promise.allSettled(asked);
    await expectProvisionedOnce();
    expect(there()).toMatchObject([{ firstName: 'Fauchelevent', isActive: true }]);
    expect(stored()).toMatchObject({ firstName: 'Fauchelevent', provisioning: { change: null } });
  });

  it('is ours though it is renamed twice while it is enabled, and the answers are lost', async () => {
    const { actor, disabled } = await disableUnclear({ after: outage });
    await eventually(() => expect(stored()).toMatchObject({ status: 'disabled' }));
    const rename = (firstName: string) =>
      world.useCases.updateMailbox(actor, { slug: 'evryfr', id: mailbox.id, firstName });
    const asked = [
      disabled,
      world.useCases.enableMailbox(actor, 'evryfr', mailbox.id),
      rename('Champmathieu'),
    ];
    await eventually(() => expect(stored()).toMatchObject({ firstName: 'Champmathieu' }));
    world.provisionerCalls.interruptNext('enableMailbox', {
      after: () => {
        asked.push(rename('Fauchelevent'));
        return outage();
      },
    });
    await world.jobs.runDueJobs();
    await eventually(() => expect(stored()).toMatchObject({ firstName: 'Fauchelevent' }));
    await world.jobs.runAllJobs();
    await Promise.allSettled(asked);
    expect(there()).toMatchObject([{ firstName: 'Fauchelevent', isActive: true }]);
    await expectProvisionedOnce();
  });

  it('is not switched off there when what is there has other names', async () => {
    await disableUnclear({ before: outage });
    world.provisioner.putMailbox({ ...JEAN, lastName: 'Javert' });
    const before = there();
    await world.jobs.runAllJobs();
    expect(there()).toEqual(before);
    expect(stored()).toMatchObject({
      status: 'disabled',
      provisioning: { state: 'refused', failure: { code: 'mailbox.address_taken' } },
    });
    expect(lines()).toEqual([['jean@evry.fr', 'skipped', 'address_exists']]);
    expect(world.provisionerCalls.count('disableMailbox')).toBe(0);
  });

  it('is switched neither off nor on there, and gets no password, when nobody noted that it was not there', async () => {
    await open({ provisioned: unanswered({ startedAt: START }) });
    world.provisioner.putMailbox(JEAN);
    const before = there();
    const { actor } = await world.addPerson();
    await world.giveAccess(actor, domain, 'owner');
    const enabling = world.jobs.during(() => world.useCases.enableMailbox(actor, 'evryfr', mailbox.id));
    await expect(enabling).rejects.toMatchObject({ code: 'mailbox.address_taken' });
    expect(there()).toEqual(before);
    expect(world.provisionerCalls.count('enableMailbox')).toBe(0);
    expect(world.provisionerCalls.count('resetPassword')).toBe(0);
  });
});

it('a comparison tells of what is there at the address of one that was refused, and offers nothing but to ignore it', async () => {
  world.provisioner.putMailbox(JEAN);
  await finish();
  const before = there();
  world.clock.advance(60);
  await world.useCases.reconcileMailDomain(domain.id, { imports: true });
  expect(lines()).toEqual([['jean@evry.fr', 'skipped', 'address_exists']]);
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, domain, 'owner');
  const [line] = world.tables().driftLines.all(() => true);
  if (!line) throw new Error('no line');
  for (const resolution of ['adopt', 'push'] as const) {
    await expect(
      world.useCases.resolveDrift(actor, { slug: 'evryfr', id: line.id, resolution }),
    ).rejects.toMatchObject({ code: 'drift.resolution_not_applicable' });
  }
  await world.useCases.deleteMailbox(actor, 'evryfr', mailbox.id);
  world.clock.advance(60);
  await world.useCases.reconcileMailDomain(domain.id, { imports: true });
  expect(lines()).toEqual([['jean@evry.fr', 'imported', null]]);
  expect(there()).toEqual(before);
});

it('whatever outages, kills and lost commits come between, a mailbox that was there before keeps its password', async () => {
  const trouble = fc.record({
    call: fc.constantFrom('createMailbox' as const, 'findMailbox' as const, 'readMailboxes' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    what: fc.constantFrom(outage, killed),
  });
  const scenario = fc.record({
    troubles: fc.array(trouble, { maxLength: 12 }),
    fates: fc.array(fc.constantFrom('kept' as const, 'lost' as const), { maxLength: 12 }),
    others: fc.nat(6),
    names: fc.constantFrom(
      NAMES,
      { firstName: 'Fantine', lastName: 'Tholomyès' },
      { firstName: '', lastName: '' },
    ),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ troubles, fates, others, names }) => {
      await open();
      world.provisioner.putMailbox({ ...JEAN, ...names });
      const before = there();
      await queue();
      for (let n = 0; n < others; n += 1) {
        await queue(await world.addMailbox({ mailDomainId: domain.id, localPart: `box-${n}` }));
      }
      for (const { call, when, what } of troubles)
        world.provisionerCalls.interruptNext(call, { [when]: what });
      world.unitOfWork.plan(...fates);
      for (let round = 0; round < 8; round += 1) await world.jobs.runNext();
      world.unitOfWork.plan();
      world.provisionerCalls.clearInterruptions();
      await finish();
      expect(there().slice(0, 1)).toEqual(before);
      expect(stored()).toMatchObject({
        status: 'failed',
        provisioning: { failure: { code: 'mailbox.address_taken' } },
      });
      expect(lines()).toEqual([['jean@evry.fr', 'skipped', 'address_exists']]);
    }),
    { numRuns: 100 },
  );
});
