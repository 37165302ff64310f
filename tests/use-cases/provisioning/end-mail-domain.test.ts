import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { CHECKS } from '../../builders/domain-checks.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../../builders/make-mail-alias-change.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const DAY = 24 * 60 * 60;
const NAME = 'evry.fr';
/** Created now, and checked. */
const UNPROVEN: Partial<MailDomain> = {
  status: 'action_required',
  lastCheckTests: CHECKS.external.tests,
  unprovenSince: START,
};

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

async function open(afterDays = 30, given: Partial<MailDomain> = {}) {
  world = await openUseCaseWorld({ settings: { mailDomainsEndAfterDays: afterDays } });
  owner = (await world.addPerson({ email: 'owner@evry.fr', language: 'en-us' })).actor;
  domain = await world.addMailDomain({
    name: NAME,
    slug: 'evryfr',
    supportEmail: 'support@evry.fr',
    ...UNPROVEN,
    ...given,
  });
  await world.giveAccess(owner, domain, 'owner');
  world.provisioner.setCheck(NAME, CHECKS.external);
}
beforeEach(() => open());

const stored = () => world.tables().mailDomains.find(domain.id);
const hasEnded = () => world.tables().endedMailDomains.find(NAME) !== undefined;
const actions = () => world.audited().map(({ action }) => action);
/** What the schedule does once a day. */
async function night() {
  await world.jobs.enqueue({ name: 'schedule_mail_domain_ends' });
  await world.jobs.runDueJobs();
}
async function pass(days: number) {
  world.clock.advance(days * DAY);
  await night();
}
/** The night before the one in which the domain ends. */
async function approachEnd() {
  await pass(23);
  expect(stored()?.endAnnouncedAt).toEqual(world.clock.now());
  world.clock.advance(7 * DAY);
}
const expectEnded = () => {
  expect(stored()).toBeUndefined();
  expect(hasEnded()).toBe(true);
  expect(actions().filter((action) => action === 'mail_domain.ended')).toHaveLength(1);
  expect(world.jobs.waiting()).toEqual([]);
};
const expectStays = () => {
  expect(stored()).toBeDefined();
  expect(hasEnded()).toBe(false);
  expect(actions()).not.toContain('mail_domain.ended');
};

describe('a domain that never has right DNS', () => {
  it('is announced to end once, to its owners and its support address, each in their language', async () => {
    const french = await world.addPerson({ email: 'autre@evry.fr', language: 'fr-fr' });
    const unverified = await world.addPerson({ email: 'unverified@evry.fr', emailVerified: false });
    const inactive = await world.addPerson({ email: 'inactive@evry.fr', isActive: false });
    const support = await world.addPerson({ email: 'Support@evry.fr', language: 'en-us' });
    const viewer = await world.addPerson({ email: 'viewer@evry.fr' });
    for (const { actor } of [french, unverified, inactive, support]) {
      await world.giveAccess(actor, domain, 'owner');
    }
    await world.giveAccess(viewer.actor, domain, 'administrator');

    await pass(22);
    expect(world.mailer.sent).toEqual([]);
    await pass(1);
    const content = {
      kind: 'mail_domain_ending',
      domain: NAME,
      endsOn: '2026-12-23',
      link: 'https://regie.test/mail-domains/evryfr/',
    };
    const sent = world.mailer.sent.map(({ to, language, content: told }) => [to, language, told]);
    expect(sent.sort()).toEqual([
      ['Support@evry.fr', 'en-us', content],
      ['autre@evry.fr', 'fr-fr', content],
      ['owner@evry.fr', 'en-us', content],
    ]);
    expect(world.audited()).toMatchObject([
      {
        action: 'mail_domain.end_announced',
        objectId: domain.id,
        origin: { via: 'job' },
        details: { endsOn: '2026-12-23' },
      },
    ]);
    for (let day = 1; day < 7; day += 1) await pass(1);
    expect(world.mailer.sent).toHaveLength(3);
    expectStays();
  });

  it('ends a week later with its accesses and invitations, and leaves its name, audited', async () => {
    await world.unitOfWork.run(({ mailDomainInvitations }) =>
      mailDomainInvitations.insert(
        makeMailDomainInvitation({ mailDomainId: domain.id, issuerId: owner.userId }),
      ),
    );
    await pass(23);
    await pass(7);
    expectEnded();
    expect(world.tables().mailDomainAccesses.count(() => true)).toBe(0);
    expect(world.tables().mailDomainInvitations.count(() => true)).toBe(0);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mail_domain.ended',
      objectId: domain.id,
      label: NAME,
      details: {
        unprovenSince: START.toISOString(),
        announcedAt: new Date(START.getTime() + 23 * DAY * 1000).toISOString(),
      },
    });
    await pass(1);
    expectEnded();
  });

  it('does not end where none does', async () => {
    await open(0);
    for (let month = 0; month < 12; month += 1) await pass(30);
    expectStays();
    expect(world.mailer.sent).toEqual([]);
    expect(world.provisionerCalls.count('checkDomain')).toBe(0);
  });
});

describe('stays, though its time is over,', () => {
  it('when the check before its end finds its DNS right, which counts for ever', async () => {
    await approachEnd();
    world.provisioner.setCheck(NAME, CHECKS.ok);
    await night();
    expectStays();
    expect(stored()).toMatchObject({ status: 'enabled', unprovenSince: null, endAnnouncedAt: null });
    world.provisioner.setCheck(NAME, CHECKS.external);
    await world.handlers.check_mail_domain({
      name: 'check_mail_domain',
      mailDomainId: domain.id,
      notify: false,
    });
    expect(stored()).toMatchObject({ status: 'action_required' });
    await pass(365);
    expectStays();
  });

  it('when another check finds so after the one before its end', async () => {
    await approachEnd();
    const slow = makeGate();
    world.provisionerCalls.interruptNext('readMailboxes', { before: slow.pass });
    const ending = night();
    await slow.reached;
    world.provisioner.setCheck(NAME, CHECKS.ok);
    await world.handlers.check_mail_domain({
      name: 'check_mail_domain',
      mailDomainId: domain.id,
      notify: false,
    });
    slow.open();
    await ending;
    expectStays();
    expect(stored()).toMatchObject({ status: 'enabled' });
  });

  it('when a mailbox is created after the check before its end', async () => {
    await approachEnd();
    const slow = makeGate();
    world.provisionerCalls.interruptNext('readMailboxes', { before: slow.pass });
    const ending = night();
    await slow.reached;
    await world.addMailbox({ mailDomainId: domain.id });
    slow.open();
    await ending;
    expectStays();
  });

  it('when staff disable it', async () => {
    await approachEnd();
    const staff = (await world.addPerson({ isStaff: true })).actor;
    await world.useCases.editMailDomain(staff, domain.id, { isDisabled: true });
    await night();
    await pass(365);
    expectStays();
    await world.useCases.editMailDomain(staff, domain.id, { isDisabled: false });
    await world.jobs.runDueJobs();
    await pass(22);
    expect(stored()).toMatchObject({ status: 'action_required', endAnnouncedAt: null });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a mailbox', () => world.addMailbox({ mailDomainId: domain.id })],
    [
      'an alias',
      () =>
        world.unitOfWork.run(({ mailAliases }) =>
          mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: domain.id })),
        ),
    ],
    [
      'an alias to be created',
      () =>
        world.unitOfWork.run(({ mailAliasChanges }) =>
          mailAliasChanges.insertOrFind([makeMailAliasChange({ mailDomainId: domain.id })]),
        ),
    ],
    [
      'a mailbox at the provisioner alone',
      () =>
        world.provisioner.createMailbox({ domain: NAME, localPart: 'ana', firstName: 'Ana', lastName: 'B' }),
    ],
    [
      'an alias at the provisioner alone',
      async () => world.provisioner.addAlias(NAME, { localPart: 'info', destination: 'ana@evry.fr' }),
    ],
    [
      'an unreadable row at the provisioner',
      async () => world.provisioner.listFurtherMailboxes(NAME, [{ unreadable: 'no names', address: null }]),
    ],
    [
      'an unreadable alias at the provisioner',
      async () =>
        world.provisioner.listFurtherAliases(NAME, [{ unreadable: 'no destination', address: null }]),
    ],
  ])('when it has %s', async (_case, give) => {
    await approachEnd();
    await give();
    await night();
    await pass(30);
    expectStays();
  });

  it('when the provisioner does not answer for months, until it does', async () => {
    await approachEnd();
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await night();
    for (let month = 0; month < 3; month += 1) await pass(30);
    expectStays();
    world.provisioner.setTrouble(undefined);
    world.provisioner.setCheck(NAME, CHECKS.ok);
    await world.jobs.runAllJobs();
    expectStays();
    expect(stored()).toMatchObject({ status: 'enabled' });
  });

  it.each([
    ['only the provisioner has something to do', CHECKS.internal],
    ['the check says nothing', CHECKS.brokenWithoutTests],
    ['it was never checked there', CHECKS.never],
  ] as const)('when %s', async (_case, check) => {
    await approachEnd();
    world.provisioner.setCheck(NAME, check);
    await night();
    await pass(30);
    expectStays();
  });

  it('when it had right DNS before, or when that is not known', async () => {
    await open(30, { unprovenSince: null });
    await pass(365);
    expectStays();
    expect(world.mailer.sent).toEqual([]);
  });
});

it('ends although the provisioner has its own accounts and those of domains that share its address book', async () => {
  await approachEnd();
  const listed = { kind: 'personal', firstName: 'Admin', lastName: 'Context', isActive: true } as const;
  world.provisioner.listFurtherMailboxes(
    NAME,
    [`oxadmin@${NAME}`, 'ana@elsewhere.fr'].map((email) => ({ row: { ...listed, email } })),
  );
  world.provisioner.listFurtherAliases(NAME, [
    { row: { localPart: 'info', destination: 'ana@elsewhere.fr', domain: 'elsewhere.fr' } },
  ]);
  await night();
  expectEnded();
});

describe('carries out each step once', () => {
  const killed = () => {
    throw new Error('the process was killed');
  };
  const kill = {
    'before the check': () => world.provisionerCalls.interruptNext('checkDomain', { before: killed }),
    'after the check': () => world.provisionerCalls.interruptNext('checkDomain', { after: killed }),
    'while it reads the mailboxes there': () =>
      world.provisionerCalls.interruptNext('readMailboxes', { after: killed }),
  };
  it.each(Object.entries(kill))('when the process is killed %s', async (_moment, interrupt) => {
    await approachEnd();
    interrupt();
    await night();
    expectStays();
    await world.jobs.runAllJobs();
    expectEnded();
    expect(world.mailer.sent).toHaveLength(2);
  });

  it.each([23, 30])('when any one of its commits is lost, on day %i', async (day) => {
    for (let lost = 0; lost < 6; lost += 1) {
      await open();
      await pass(23);
      if (day === 23) await open();
      world.clock.advance((day === 23 ? 23 : 7) * DAY);
      world.unitOfWork.plan(...Array.from({ length: lost }, () => 'kept' as const), 'lost');
      await world.jobs.enqueue({ name: 'end_mail_domain', mailDomainId: domain.id }, 'end');
      await world.jobs.runAllJobs();
      if (day === 30) expectEnded();
      else expect(actions()).toEqual(['mail_domain.end_announced']);
      expect(new Set(world.mailer.sent.map(({ to }) => to)).size).toBe(2);
    }
  });

  it('when two workers do it at once', async () => {
    await approachEnd();
    const job = { name: 'end_mail_domain', mailDomainId: domain.id } as const;
    const slow = makeGate();
    world.provisionerCalls.interruptNext('readMailboxes', { before: slow.pass });
    const first = world.handlers.end_mail_domain(job);
    await slow.reached;
    await world.handlers.end_mail_domain(job);
    expectEnded();
    slow.open();
    await first;
    expectEnded();
  });

  it('when checks are to be spaced', async () => {
    world = await openUseCaseWorld({ settings: { checkIntervalSeconds: 10 } });
    for (const name of ['one.fr', 'two.fr']) {
      await world.addMailDomain({ name, ...UNPROVEN });
      world.provisioner.setCheck(name, CHECKS.external);
    }
    world.clock.advance(23 * DAY);
    await night();
    expect(world.provisionerCalls.count('checkDomain')).toBe(1);
    await world.jobs.runAllJobs();
    expect(actions()).toEqual(['mail_domain.end_announced', 'mail_domain.end_announced']);
  });
});

describe('the next to register its name', () => {
  const register = async (by = owner) =>
    world.jobs.during(() => world.useCases.createMailDomain(by, { name: NAME, supportEmail: 's@evry.fr' }));
  const end = async () => {
    await approachEnd();
    await night();
    expectEnded();
  };

  it('takes over what the provisioner has, once', async () => {
    await end();
    const { actor } = await world.addPerson();
    const { id } = await register(actor);
    expect(world.tables().mailDomains.find(id)).toMatchObject({
      status: 'action_required',
      registration: { state: 'registered' },
      unprovenSince: world.clock.now(),
    });
    expect(world.audited().filter(({ action }) => action === 'mail_domain.registered')).toMatchObject([
      { objectId: id, details: { isTakenOver: true } },
    ]);
    expect(hasEnded()).toBe(false);
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.delete(id));
    await expect(register()).rejects.toMatchObject({ code: 'mail_domain.name_taken' });
  });

  it('takes it over after an attempt that failed for another reason, or had no answer', async () => {
    await end();
    world.provisioner.refuseNext('not now');
    await expect(register()).rejects.toMatchObject({ code: 'mail_domain.refused' });
    world.provisionerCalls.interruptNext('registerDomain', {
      before: () => world.provisioner.setTrouble({ kind: 'unavailable' }),
    });
    await expect(register()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    world.provisioner.setTrouble(undefined);
    expect(await register()).toMatchObject({ registration: { state: 'registered' } });
  });

  it('takes over no other name that the provisioner has', async () => {
    await end();
    await world.provisioner.registerDomain('other.fr');
    const creating = world.jobs.during(() =>
      world.useCases.createMailDomain(owner, { name: 'other.fr', supportEmail: 's@evry.fr' }),
    );
    await expect(creating).rejects.toMatchObject({ code: 'mail_domain.name_taken' });
  });
});
