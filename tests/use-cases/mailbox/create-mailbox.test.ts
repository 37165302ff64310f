import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const JEAN = {
  firstName: 'Jean',
  lastName: 'Valjean',
  localPart: 'Jean.Valjean',
  secondaryEmail: 'jean@perso.example',
};
/** A request that does not wait. */
const IMPATIENT = { registrationMs: 0, usualMs: 0 };

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

async function open(settings: Parameters<typeof openUseCaseWorld>[0] = {}) {
  world = await openUseCaseWorld(settings);
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
}
beforeEach(() => open());

const create = (changes: Partial<typeof JEAN & { slug: string }> = {}, actor = owner) =>
  world.useCases.createMailbox(actor, { slug: 'evryfr', ...JEAN, ...changes });
const createWithWorker = (changes: Parameters<typeof create>[0] = {}) =>
  world.jobs.during(() => create(changes));
const rows = () => world.tables().mailboxes.all(() => true);

describe('on an enabled domain', () => {
  it('answers with the mailbox enabled, its password hashed, and its mail sent', async () => {
    const { warnings, ...mailbox } = await createWithWorker();
    expect(warnings).toEqual([]);
    const [held] = world.provisioner.listMailboxes('evry.fr');
    expect(mailbox).toMatchObject({
      mailDomainId: domain.id,
      firstName: 'Jean',
      lastName: 'Valjean',
      localPart: 'jean.valjean',
      secondaryEmail: 'jean@perso.example',
      status: 'enabled',
      issuerId: owner.userId,
      provisioning: { state: 'done' },
      createdAt: START,
    });
    expect(await world.passwordHasher.verify(mailbox.passwordHash ?? '', held?.password ?? '')).toBe(true);
    expect(held).toMatchObject({ email: 'jean.valjean@evry.fr', firstName: 'Jean', lastName: 'Valjean' });
    expect(world.mailer.sent).toMatchObject([{ to: 'jean@perso.example' }]);
    expect(rows()).toEqual([mailbox]);
  });

  it('answers pending when the provisioner takes too long, and enables the mailbox afterwards', async () => {
    await open({ settings: { waits: { registrationMs: 0, usualMs: 1 } } });
    const slow = makeGate();
    world.provisionerCalls.interruptNext('createMailbox', { before: slow.pass });
    const worker = world.jobs.start();
    expect(await create()).toMatchObject({ status: 'pending', passwordHash: null });
    slow.open();
    await worker.stop();
    expect(rows()).toMatchObject([{ status: 'enabled' }]);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it.each([{ kind: 'unavailable' }, { kind: 'forbidden' }, { kind: 'unexpected' }] as const)(
    'answers pending at once, without using up its wait, when the provisioner fails: %o',
    async (trouble) => {
      world.provisioner.setTrouble(trouble);
      const mailbox = await createWithWorker();
      expect(mailbox).toMatchObject({ status: 'pending', provisioning: { state: 'asked' } });
      world.provisioner.setTrouble(undefined);
      await world.jobs.runAllJobs();
      expect(rows()).toMatchObject([{ id: mailbox.id, status: 'enabled' }]);
      expect(world.mailer.sent).toHaveLength(1);
    },
  );

  it('keeps nothing of a mailbox that the provisioner refuses while the caller waits', async () => {
    world.provisioner.refuseNext('too short');
    await expect(createWithWorker()).rejects.toMatchObject({
      code: 'mailbox.refused',
      params: { reason: 'too short' },
    });
    expect(rows()).toEqual([]);
    expect(world.jobs.waiting()).toEqual([]);
    expect(await createWithWorker()).toMatchObject({ status: 'enabled' });
  });

  it('names the holder of a display name that is taken, and keeps nothing', async () => {
    const holder = { domain: 'evry.fr', localPart: 'j.valjean', firstName: 'JEAN', lastName: 'valjean' };
    await world.provisioner.createMailbox(holder);
    await expect(createWithWorker()).rejects.toMatchObject({
      code: 'mailbox.display_name_taken',
      params: { holder: 'j.valjean@evry.fr' },
    });
    expect(rows()).toEqual([]);
  });

  it('refuses an address that the provisioner holds without our knowing, and leaves its password alone', async () => {
    await world.provisioner.createMailbox({
      domain: 'evry.fr',
      localPart: 'jean.valjean',
      firstName: 'Jean',
      lastName: 'Valjean',
    });
    const before = world.provisioner.listMailboxes('evry.fr');
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mailbox.address_taken' });
    expect(rows()).toEqual([]);
    expect(world.provisioner.listMailboxes('evry.fr')).toEqual(before);
  });

  it('marks the mailbox failed when the provisioner refuses it after the caller left', async () => {
    await open({ settings: { waits: IMPATIENT } });
    const mailbox = await create();
    expect(mailbox.status).toBe('pending');
    world.provisioner.refuseNext('too short');
    await world.jobs.runAllJobs();
    expect(rows()).toMatchObject([
      {
        id: mailbox.id,
        status: 'failed',
        provisioning: { failure: { code: 'mailbox.refused', params: { reason: 'too short' } } },
      },
    ]);
    expect(world.mailer.sent).toEqual([]);
  });
});

it('creates functional mailboxes without names, several in a domain', async () => {
  for (const localPart of ['accueil', 'contact']) {
    const names = { firstName: '', lastName: '', localPart };
    const mailbox = await world.jobs.during(() =>
      world.useCases.createMailbox(owner, { slug: 'evryfr', ...JEAN, ...names, kind: 'functional' }),
    );
    expect(mailbox).toMatchObject({ ...names, kind: 'functional', status: 'enabled' });
  }
  expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(2);
});

describe('on a domain that is not enabled', () => {
  it.each(['pending', 'failed', 'action_required'] as const)('%s: pending, nothing asked', async (status) => {
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status }));
    expect(await createWithWorker()).toMatchObject({ status: 'pending' });
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('disabled: refused, nothing kept', async () => {
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' }));
    await expect(createWithWorker()).rejects.toMatchObject({ code: 'mail_domain.disabled' });
    expect(rows()).toEqual([]);
  });
});

describe('refusals before anything is asked', () => {
  it.each([
    ['owner', undefined],
    ['administrator', undefined],
    ['viewer', 'mail_domain.action_forbidden'],
    ['nobody', 'mail_domain.not_found'],
  ] as const)('%s: %s', async (role, code) => {
    const { actor } = await world.addPerson();
    if (role !== 'nobody') await world.giveAccess(actor, domain, role);
    const outcome = world.jobs
      .during(() => create({}, actor))
      .then(
        () => undefined,
        (error: { code: string }) => error.code,
      );
    expect(await outcome).toBe(code);
    expect(rows()).toHaveLength(code === undefined ? 1 : 0);
  });

  it.each([
    ['an unknown domain', { slug: 'nowhere' }, 'mail_domain.not_found'],
    ['a local part with a slash', { localPart: '../users' }, 'mailbox.invalid_local_part'],
    [
      'a secondary e-mail that is the mailbox',
      { secondaryEmail: 'JEAN.valjean@EVRY.fr' },
      'mailbox.secondary_email_is_itself',
    ],
  ])('%s', async (_case, changes, code) => {
    await expect(createWithWorker(changes)).rejects.toMatchObject({ code });
    expect(rows()).toEqual([]);
    expect(world.provisionerCalls.calls).toEqual([]);
  });

  it('a local part or a name that the domain has, whatever the letter case', async () => {
    await createWithWorker();
    const calls = world.provisionerCalls.calls.length;
    await expect(createWithWorker({ firstName: 'Other', localPart: 'JEAN.VALJEAN' })).rejects.toMatchObject({
      code: 'mailbox.address_taken',
    });
    await expect(createWithWorker({ firstName: 'JEAN', localPart: 'other' })).rejects.toMatchObject({
      code: 'mailbox.name_taken',
    });
    const readsTheSame = { firstName: '', lastName: 'Jean Valjean', localPart: 'other' };
    const functional = { ...readsTheSame, kind: 'functional' } as const;
    await expect(createWithWorker(functional)).rejects.toMatchObject({
      code: 'mailbox.display_name_taken',
      params: { holder: 'jean.valjean@evry.fr' },
    });
    expect(rows()).toHaveLength(1);
    expect(world.provisionerCalls.calls).toHaveLength(calls);
  });
});

it('of two requests for one address at once, one gets the mailbox and the other is refused', async () => {
  const outcomes = await world.jobs.during(() => Promise.allSettled([create(), create()]));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'mailbox.address_taken' },
  });
  expect(rows()).toMatchObject([{ status: 'enabled' }]);
  expect(world.provisionerCalls.count('createMailbox')).toBe(1);
});

it('keeps no mailbox without the job that creates it', async () => {
  world.unitOfWork.plan('lost');
  await expect(create()).rejects.toThrow('commit');
  expect(rows()).toEqual([]);
  expect(world.jobs.waiting()).toEqual([]);
});
