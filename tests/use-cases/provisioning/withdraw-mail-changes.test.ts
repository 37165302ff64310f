import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailAliasChange } from '../../../src/domain/alias/mail-alias-change.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { OpenStep } from '../../../src/domain/mailbox/mailbox-change.ts';
import { changeOf } from '../../../src/domain/mailbox/provisioning.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const JEAN = { localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
const DOWN = { kind: 'unavailable' } as const;
const ALIAS = { localPart: 'contact', destination: 'a@b.fr' };

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let jean: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { waits: { registrationMs: 0, usualMs: 0 } } });
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  jean = await world.addMailbox({
    mailDomainId: domain.id,
    ...JEAN,
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
    passwordHash: 'the first one',
  });
  await world.provisioner.createMailbox({ domain: 'evry.fr', ...JEAN });
});

const swallow = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
const ACTIONS = {
  activation: () => world.useCases.disableMailbox(owner, 'evryfr', jean.id),
  names: () => world.useCases.updateMailbox(owner, { slug: 'evryfr', id: jean.id, firstName: 'Jeannot' }),
  password_reset: () => swallow(world.useCases.resetMailboxPassword(owner, 'evryfr', jean.id)),
  login_link: () => swallow(world.useCases.sendLoginLink(owner, 'evryfr', jean.id)),
};
const STEPS = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];
const withdraw = (id: Mailbox['id'] | MailAliasChange['id'], step?: OpenStep) =>
  world.useCases.withdrawMailChange(owner, 'evryfr', { id, step });
const row = (id = jean.id) => world.tables().mailboxes.find(id);
const held = (localPart = 'jean') =>
  world.provisioner.listMailboxes('evry.fr').find((mailbox) => mailbox.localPart === localPart);
const lastAudited = () => world.audited().at(-1);
const isCompared = () => world.jobs.names().includes('reconcile_mail_domain');

describe.each(STEPS)('what waits of a mailbox: %s', (step) => {
  const CALLS = {
    activation: 'disableMailbox',
    names: 'renameMailbox',
    password_reset: 'resetPassword',
    login_link: 'issueLoginCode',
  } as const;

  it('is not done once it is withdrawn, and the mailbox is as before', async () => {
    const before = held();
    await ACTIONS[step]();
    expect(await withdraw(jean.id)).toEqual([step]);
    await world.jobs.runAllJobs();
    expect(row()).toMatchObject({ ...JEAN, status: 'enabled', passwordHash: 'the first one' });
    expect(row()?.provisioning).toMatchObject({
      change: null,
      changeFailure: { step, code: 'mail_change.withdrawn' },
    });
    expect(held()).toEqual(before);
    expect(world.provisionerCalls.count(CALLS[step])).toBe(0);
    expect(world.mailer.sent).toEqual([]);
    expect(lastAudited()).toMatchObject({
      action: 'mailbox.change_withdrawn',
      actorId: owner.userId,
      label: 'jean@evry.fr',
      details: { steps: [step] },
    });
  });

  it('leaves what else waits', async () => {
    for (const other of STEPS) await ACTIONS[other]();
    expect(await withdraw(jean.id, step)).toEqual([step]);
    const left = changeOf(row() ?? jean);
    expect(left).not.toBeNull();
    expect(await withdraw(jean.id)).toEqual(STEPS.filter((other) => other !== step));
    expect(row()?.firstName).toBe('Jean');
  });

  it('can be asked for again', async () => {
    await ACTIONS[step]();
    await withdraw(jean.id);
    await ACTIONS[step]();
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count(CALLS[step])).toBe(1);
  });

  it('is compared when an attempt without an answer may have done it', async () => {
    world.provisioner.setTrouble(DOWN);
    await ACTIONS[step]();
    await world.jobs.runNext();
    await withdraw(jean.id);
    expect(isCompared()).toBe(true);
  });

  it('is found, or reported, where the provisioner did it while it was withdrawn', async () => {
    await ACTIONS[step]();
    const under = makeGate();
    const reached = makeGate();
    world.provisionerCalls.interruptNext(CALLS[step], {
      after: async () => {
        reached.open();
        await under.pass();
      },
    });
    const working = world.jobs.runNext();
    await reached.pass();
    await withdraw(jean.id);
    under.open();
    await working;
    expect(row()).toMatchObject({ ...JEAN, status: 'enabled', provisioning: { change: null } });
    await world.jobs.runAllJobs();
    const sent = world.mailer.sent.map(({ content }) => content.kind);
    // The owner would be locked out by an unknown password.
    expect(sent).toEqual(step === 'password_reset' ? ['password_reset'] : []);
    if (step === 'password_reset') {
      const hash = row()?.passwordHash ?? '';
      expect(await world.passwordHasher.verify(hash, held()?.password ?? '')).toBe(true);
    }
    const drift = world.tables().driftLines.all(({ address }) => address === 'jean@evry.fr');
    expect(drift).toHaveLength(step === 'activation' || step === 'names' ? 1 : 0);
  });

  it('is past when it is done', async () => {
    await ACTIONS[step]();
    await world.jobs.runAllJobs();
    await expect(withdraw(jean.id)).rejects.toMatchObject({ code: 'mail_change.not_found' });
  });
});

describe('the creation of a mailbox', () => {
  it('is given up: it is off, and may be deleted or enabled', async () => {
    const form = { localPart: 'new', firstName: 'Nou', lastName: 'Veau', secondaryEmail: null };
    const created = await world.useCases.createMailbox(owner, { slug: 'evryfr', ...form });
    expect(await withdraw(created.id)).toEqual(['creation']);
    await world.jobs.runAllJobs();
    expect(row(created.id)).toMatchObject({ status: 'disabled', provisioning: { state: 'withheld' } });
    expect(held('new')).toBeUndefined();
    await world.useCases.deleteMailbox(owner, 'evryfr', created.id);
  });

  it('that may have been made leaves it off there too', async () => {
    const form = { localPart: 'new', firstName: 'Nou', lastName: 'Veau', secondaryEmail: null };
    const created = await world.useCases.createMailbox(owner, { slug: 'evryfr', ...form });
    world.provisioner.loseNextAnswer();
    await world.jobs.runNext();
    expect(await withdraw(created.id)).toEqual(['creation']);
    await world.jobs.runAllJobs();
    expect(row(created.id)).toMatchObject({ status: 'disabled' });
    expect(held('new')).toMatchObject({ isActive: false });
  });

  it.each([
    ['goes on when its disabling is withdrawn', [], 'enabled'],
    ['ends off when its enabling is withdrawn', ['enable'], 'disabled'],
  ] as const)('that was never answered: %s', async (_what, more, status) => {
    const form = { localPart: 'new', firstName: 'Nou', lastName: 'Veau', secondaryEmail: null };
    const created = await world.useCases.createMailbox(owner, { slug: 'evryfr', ...form });
    world.provisioner.loseNextAnswer();
    await world.jobs.runNext();
    await world.useCases.disableMailbox(owner, 'evryfr', created.id);
    if (more.length > 0) await world.useCases.enableMailbox(owner, 'evryfr', created.id);
    expect(await withdraw(created.id)).toEqual(['activation']);
    await world.jobs.runAllJobs();
    expect(row(created.id)).toMatchObject({ status });
    expect(held('new')).toMatchObject({ isActive: status === 'enabled' });
  });
});

describe('a change of aliases', () => {
  const changes = () => world.tables().mailAliasChanges.all(() => true);
  const ask = () => swallow(world.useCases.createAlias(owner, { slug: 'evryfr', ...ALIAS }));
  const onlyId = () => {
    const [change] = changes();
    if (!change) throw new Error('no change');
    return change.id;
  };

  it('is not made once it is withdrawn', async () => {
    await ask();
    expect(await withdraw(onlyId())).toEqual(['creation']);
    await world.jobs.runAllJobs();
    expect(world.provisioner.listAliases('evry.fr')).toEqual([]);
    expect(world.tables().mailAliases.all(() => true)).toEqual([]);
    expect(changes()).toEqual([]);
    expect(world.audited()).toMatchObject([
      {
        action: 'mail_alias.change_withdrawn',
        actorId: owner.userId,
        label: 'contact@evry.fr',
        details: { steps: ['creation'], destination: 'a@b.fr' },
      },
    ]);
  });

  it('can be asked for again, and withdrawn but once', async () => {
    await ask();
    const id = onlyId();
    await withdraw(id);
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'mail_change.not_found' });
    await ask();
    await world.jobs.runAllJobs();
    expect(world.provisioner.listAliases('evry.fr')).toEqual([ALIAS]);
  });

  it('reaches the request that waits for it', async () => {
    world = await openUseCaseWorld();
    domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
    owner = (await world.addPerson()).actor;
    await world.giveAccess(owner, domain, 'owner');
    const slow = makeGate();
    const reached = makeGate();
    world.provisionerCalls.interruptNext('createAlias', {
      before: async () => {
        reached.open();
        await slow.pass();
      },
    });
    const worker = world.jobs.start();
    const asked = ask();
    await reached.pass();
    await withdraw(onlyId());
    expect(await asked).toMatchObject({ code: 'alias.withdrawn' });
    slow.open();
    await worker.stop();
    await world.jobs.runAllJobs();
    // The provisioner has made it meanwhile: the domain's report says so.
    expect(world.tables().mailAliases.all(() => true)).toEqual([]);
    expect(world.tables().driftLines.all(() => true)).toMatchObject([
      { address: 'contact@evry.fr', destination: 'a@b.fr', finding: 'missing_here' },
    ]);
  });

  it('is that of its own domain', async () => {
    await ask();
    const other = await world.addMailDomain({ name: 'other.fr', slug: 'otherfr', status: 'enabled' });
    await world.giveAccess(owner, other, 'owner');
    const elsewhere = world.useCases.withdrawMailChange(owner, 'otherfr', { id: onlyId() });
    await expect(elsewhere).rejects.toMatchObject({ code: 'mail_change.not_found' });
    const box = world.useCases.withdrawMailChange(owner, 'otherfr', { id: jean.id });
    await expect(box).rejects.toMatchObject({ code: 'mail_change.not_found' });
  });
});
