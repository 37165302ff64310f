import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { queueOf } from '../../../src/application/shared/jobs/queue-of.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { changeOf, type Provisioned } from '../../../src/domain/mailbox/provisioning.ts';
import { asked, done, refused } from '../../builders/provisioned.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const JEAN = { localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
const IMPATIENT = { registrationMs: 0, usualMs: 0 };

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let jean: Mailbox;

async function open(settings: Parameters<typeof openUseCaseWorld>[0] = {}) {
  world = await openUseCaseWorld(settings);
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
}
beforeEach(() => open());

const ACTIONS = {
  enable: () => world.useCases.enableMailbox(owner, 'evryfr', jean.id),
  disable: () => world.useCases.disableMailbox(owner, 'evryfr', jean.id),
  reset: () => world.useCases.resetMailboxPassword(owner, 'evryfr', jean.id),
  link: () => world.useCases.sendLoginLink(owner, 'evryfr', jean.id),
  rename: () => world.useCases.updateMailbox(owner, { slug: 'evryfr', id: jean.id, firstName: 'Jeannot' }),
};
type Action = keyof typeof ACTIONS;
const ALL = Object.keys(ACTIONS) as Action[];

const row = () => world.tables().mailboxes.find(jean.id);
const held = () => world.provisioner.listMailboxes('evry.fr').find(({ localPart }) => localPart === 'jean');
const during = (action: Action) => world.jobs.during(ACTIONS[action]);
const setStatus = (changes: Provisioned & Partial<Pick<Mailbox, 'secondaryEmail'>>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const current = await mailboxes.lock(jean.id);
    if (current) await mailboxes.update({ ...current, ...changes });
  });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code: string }) => error.code,
  );

/** The effect of each action, once, whatever happened in between. */
async function expectDone(action: Action) {
  const mailbox = row();
  expect(mailbox).toMatchObject({ provisioning: { change: null, changeFailure: null } });
  expect(mailbox?.status).toBe(action === 'disable' ? 'disabled' : 'enabled');
  expect(held()).toMatchObject({
    isActive: action !== 'disable',
    firstName: action === 'rename' ? 'Jeannot' : 'Jean',
  });
  const mails = world.mailer.sent;
  if (action === 'reset') {
    expect(mails).toMatchObject([
      { to: 'jean@perso.fr', content: { kind: 'password_reset', password: held()?.password } },
    ]);
    const hash = mailbox?.passwordHash ?? '';
    expect(await world.passwordHasher.verify(hash, held()?.password ?? '')).toBe(true);
  } else if (action === 'link') {
    const content = { kind: 'login_link', address: 'jean@evry.fr' };
    expect(mails).toMatchObject([{ to: 'jean@perso.fr', content }]);
    const { loginLink = '' } = (mails[0]?.content ?? {}) as { loginLink?: string };
    expect(world.provisioner.useCode(loginLink.split('/code/')[1] ?? '')).toBe('jean@evry.fr');
  } else {
    expect(mails).toEqual([]);
  }
}

describe.each(ALL)('%s', (action) => {
  it('answers with what came of it', async () => {
    const answered = await during(action);
    expect(answered).toMatchObject({
      provisioning: { change: null },
      status: action === 'disable' ? 'disabled' : 'enabled',
    });
    await expectDone(action);
  });

  it.each([{ kind: 'unavailable' }, { kind: 'forbidden' }, { kind: 'unexpected' }] as const)(
    'shows or says that the provisioner is in trouble (%o), and is done later',
    async (trouble) => {
      world.provisioner.setTrouble(trouble);
      const isShown =
        action === 'rename' || (trouble.kind === 'unavailable' && !['reset', 'link'].includes(action));
      if (isShown) expect(changeOf(await during(action))).not.toBeNull();
      else {
        const code = `mail_provisioner.${trouble.kind}`;
        await expect(during(action)).rejects.toMatchObject({ code, isKept: true });
      }
      expect(row()?.status).toBe('enabled');
      world.provisioner.setTrouble(undefined);
      await world.jobs.runAllJobs();
      await expectDone(action);
    },
  );

  it('is asked again when its answer is lost, and counts once', async () => {
    world.provisioner.loseNextAnswer();
    await codeOf(during(action));
    await world.jobs.runAllJobs();
    await expectDone(action);
  });

  it.each(['before', 'after'] as const)('survives a crash %s the provisioner acts', async (moment) => {
    const call = (
      {
        enable: 'enableMailbox',
        disable: 'disableMailbox',
        reset: 'resetPassword',
        link: 'issueLoginCode',
        rename: 'renameMailbox',
      } as const
    )[action];
    await open({ settings: { waits: IMPATIENT } });
    const crash = () => {
      throw new Error('killed');
    };
    world.provisionerCalls.interruptNext(call, { [moment]: crash });
    await codeOf(ACTIONS[action]());
    await world.jobs.runAllJobs();
    expect(world.jobs.failures).toMatchObject([{ message: 'killed' }]);
    await expectDone(action);
  });

  it('is under way, which is seen or told, when the provisioner takes too long', async () => {
    await open({ settings: { waits: { registrationMs: 1, usualMs: 1 } } });
    const slow = makeGate();
    for (const call of [
      'enableMailbox',
      'disableMailbox',
      'resetPassword',
      'issueLoginCode',
      'renameMailbox',
    ] as const)
      world.provisionerCalls.interruptNext(call, { before: slow.pass });
    const worker = world.jobs.start();
    if (['reset', 'link'].includes(action)) {
      const told = { code: 'mail_provisioner.unavailable', isKept: true };
      await expect(ACTIONS[action]()).rejects.toMatchObject(told);
    } else expect(changeOf(await ACTIONS[action]())).not.toBeNull();
    slow.open();
    await worker.stop();
    await expectDone(action);
  });

  it('is for those who manage the domain', async () => {
    for (const [role, code] of [
      ['viewer', 'mailbox.action_forbidden'],
      [undefined, 'mail_domain.not_found'],
    ] as const) {
      const { actor } = await world.addPerson();
      if (role) await world.giveAccess(actor, domain, role);
      const before = owner;
      owner = actor;
      expect(await codeOf(ACTIONS[action]())).toBe(code);
      owner = before;
    }
    expect(world.provisionerCalls.calls).toEqual([]);
  });

  it('writes one audit entry, in the name of who asked', async () => {
    await during(action);
    const entries = world.tables().auditEntries.all(({ objectId }) => objectId === jean.id);
    const actions = {
      enable: 'mailbox.enabled',
      disable: 'mailbox.disabled',
      reset: 'mailbox.password_reset',
      link: 'mailbox.login_link_sent',
      rename: 'mailbox.updated',
    };
    expect(entries).toMatchObject([
      { action: actions[action], actorId: owner.userId, label: 'jean@evry.fr' },
    ]);
  });
});

describe('a definite refusal', () => {
  it.each(['enable', 'disable', 'rename'] as const)('undoes to %s, and says why', async (action) => {
    world.provisioner.refuseNext('not today');
    await expect(during(action)).rejects.toMatchObject({
      code: 'mailbox.refused',
      params: { reason: 'not today' },
    });
    expect(row()).toMatchObject({ ...JEAN, status: 'enabled', provisioning: { change: null } });
    expect(held()).toMatchObject({ ...JEAN, isActive: true });
    expect(world.jobs.waiting()).toEqual([]);
    await during(action);
    expect(row()?.status).toBe(action === 'disable' ? 'disabled' : 'enabled');
  });

  it('names the holder of a display name that only the provisioner knows', async () => {
    const cosette = { domain: 'evry.fr', localPart: 'c', firstName: 'Jeannot', lastName: 'VALJEAN' };
    await world.provisioner.createMailbox(cosette);
    await expect(during('rename')).rejects.toMatchObject({
      code: 'mailbox.display_name_taken',
      params: { holder: 'c@evry.fr' },
    });
    expect(row()).toMatchObject(JEAN);
  });

  it('is kept for those who left', async () => {
    await open({ settings: { waits: IMPATIENT } });
    world.provisioner.refuseNext('not today');
    await ACTIONS.disable();
    await world.jobs.runAllJobs();
    expect(row()).toMatchObject({
      status: 'enabled',
      provisioning: {
        change: null,
        changeFailure: { step: 'activation', code: 'mailbox.refused', params: { reason: 'not today' } },
      },
    });
  });

  it.each(['enable', 'disable', 'reset', 'link'] as const)(
    '%s of a mailbox that is not there',
    async (action) => {
      const lost = await world.addMailbox({
        mailDomainId: domain.id,
        localPart: 'lost',
        secondaryEmail: 'l@perso.fr',
        status: 'enabled',
      });
      jean = lost;
      expect(await codeOf(during(action))).toBe('mail_provisioner.not_found');
      expect(row()).toMatchObject({ status: 'enabled', provisioning: { change: null } });
      expect(world.jobs.waiting()).toEqual([]);
    },
  );
});

describe('order and repetition', () => {
  it('ends in the last state asked for, however fast the requests came', async () => {
    await open({ settings: { waits: IMPATIENT } });
    await ACTIONS.disable();
    await ACTIONS.enable();
    await ACTIONS.disable();
    await ACTIONS.rename();
    await world.jobs.runAllJobs();
    expect(row()).toMatchObject({ status: 'disabled', firstName: 'Jeannot', provisioning: { change: null } });
    expect(held()).toMatchObject({ isActive: false });
    expect(world.provisionerCalls.count('disableMailbox')).toBe(1);
    await world.jobs.during(ACTIONS.enable);
    expect(held()).toMatchObject({ isActive: true, firstName: 'Jeannot' });
  });

  it('sends one password for requests that came while the provisioner was down', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await codeOf(during('reset'));
    await codeOf(during('reset'));
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    await expectDone('reset');
  });

  it('mails only the password of the attempt that began last', async () => {
    await open({ settings: { waits: IMPATIENT } });
    await codeOf(ACTIONS.reset());
    const slow = makeGate();
    world.provisionerCalls.interruptNext('resetPassword', { before: slow.pass });
    const first = world.handlers.synchronize_mailbox({
      name: 'synchronize_mailbox',
      mailboxId: jean.id,
      mailDomainId: domain.id,
    });
    await world.handlers.synchronize_mailbox({
      name: 'synchronize_mailbox',
      mailboxId: jean.id,
      mailDomainId: domain.id,
    });
    slow.open();
    await first;
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
    expect(row()).toMatchObject({ provisioning: { change: null } });
  });

  it('asks of one domain in order', async () => {
    await open({ settings: { waits: IMPATIENT } });
    for (const action of ALL) await codeOf(ACTIONS[action]());
    const queues = world.jobs.waiting().map(({ job }) => queueOf(job));
    expect(queues).toEqual([`mail_domain ${domain.id}`]);
  });
});

describe('mailboxes that were never created', () => {
  const pending = { status: 'pending' } as const;
  beforeEach(async () => {
    jean = await world.addMailbox({ mailDomainId: domain.id, localPart: 'new', ...pending });
  });
  const there = () => world.provisioner.listMailboxes('evry.fr').find(({ localPart }) => localPart === 'new');

  it('are disabled without asking, and created when they are enabled', async () => {
    expect(await during('disable')).toMatchObject({ provisioning: { state: 'withheld' } });
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(await during('enable')).toMatchObject({ status: 'enabled' });
    expect(there()).toMatchObject({ isActive: true });
  });

  it('are tried again when they were refused', async () => {
    await setStatus(refused({ failure: { code: 'mailbox.refused', params: {} } }));
    world.provisioner.refuseNext('still not');
    await expect(during('enable')).rejects.toMatchObject({ code: 'mailbox.refused' });
    expect(await during('enable')).toMatchObject({ status: 'enabled', provisioning: { state: 'done' } });
  });

  it('are off after all when they were disabled while being created', async () => {
    await open({ settings: { waits: IMPATIENT } });
    jean = await world.addMailbox({ mailDomainId: domain.id, localPart: 'new', ...pending });
    await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: jean.id });
    world.provisionerCalls.interruptNext('createMailbox', {
      after: async () => void (await ACTIONS.disable()),
    });
    await world.jobs.runAllJobs();
    expect(there()).toMatchObject({ isActive: false });
    expect(row()).toMatchObject({ status: 'disabled', provisioning: { state: 'done', change: null } });
    await world.jobs.during(ACTIONS.enable);
    await world.jobs.runAllJobs();
    expect(there()).toMatchObject({ isActive: true });
    expect(row()).toMatchObject({ status: 'enabled' });
  });

  describe('and were disabled while nobody knew whether they are there', () => {
    const announced = () => world.mailer.sent.filter(({ content }) => content.kind === 'mailbox_created');
    const enqueueAsked = async () => {
      await open({ settings: { waits: IMPATIENT } });
      jean = await world.addMailbox({
        mailDomainId: domain.id,
        localPart: 'new',
        lastName: 'Neuf',
        secondaryEmail: 'new@perso.fr',
        ...pending,
      });
      await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: jean.id });
    };
    /** The mailbox works on both sides, and its owner got its password once. */
    const expectWorking = async () => {
      await world.jobs.runAllJobs();
      expect(row()).toMatchObject({ status: 'enabled', provisioning: { state: 'done', change: null } });
      expect(there()).toMatchObject({ isActive: true, lastName: 'Neuf' });
      expect(announced()).toMatchObject([{ to: 'new@perso.fr' }]);
      expect(await world.passwordHasher.verify(row()?.passwordHash ?? '', there()?.password ?? '')).toBe(
        true,
      );
    };

    it.each(['is there', 'is not there'])(
      'they work, and their owner is told, once they are enabled: the mailbox %s',
      async (truth) => {
        await enqueueAsked();
        if (truth === 'is there') world.provisioner.loseNextAnswer();
        else world.provisioner.setTrouble({ kind: 'unavailable' });
        await world.jobs.runNext();
        world.provisioner.setTrouble(undefined);
        await ACTIONS.disable();
        await world.jobs.runAllJobs();
        expect(announced()).toEqual([]);
        await ACTIONS.enable();
        await expectWorking();
      },
    );

    it.each(['is there', 'is not there'])(
      'they work when they are enabled before they were disabled there: the mailbox %s',
      async (truth) => {
        await enqueueAsked();
        if (truth === 'is there') world.provisioner.loseNextAnswer();
        else world.provisioner.setTrouble({ kind: 'unavailable' });
        await world.jobs.runNext();
        world.provisioner.setTrouble(undefined);
        await ACTIONS.disable();
        await ACTIONS.enable();
        await expectWorking();
      },
    );

    it('they work when the answer to their disabling was lost too', async () => {
      await enqueueAsked();
      world.provisioner.loseNextAnswer();
      await world.jobs.runNext();
      await ACTIONS.disable();
      world.provisioner.loseNextAnswer();
      await world.jobs.runNext();
      expect(there()).toMatchObject({ isActive: false });
      await ACTIONS.enable();
      await expectWorking();
    });

    it('they do not work when they are disabled again at once', async () => {
      await enqueueAsked();
      world.provisioner.loseNextAnswer();
      await world.jobs.runNext();
      await ACTIONS.disable();
      await ACTIONS.enable();
      await ACTIONS.disable();
      await world.jobs.runAllJobs();
      expect(row()).toMatchObject({ status: 'disabled', provisioning: { change: null } });
      expect(there()).toMatchObject({ isActive: false });
      expect(announced()).toEqual([]);
    });
  });

  it('get the names they were given while being created', async () => {
    await open({ settings: { waits: IMPATIENT } });
    jean = await world.addMailbox({
      mailDomainId: domain.id,
      localPart: 'new',
      lastName: 'Neuf',
      ...pending,
    });
    await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: jean.id });
    world.provisionerCalls.interruptNext('createMailbox', {
      after: async () => void (await ACTIONS.rename()),
    });
    await world.jobs.runAllJobs();
    expect(there()).toMatchObject({ firstName: 'Jeannot', lastName: 'Neuf' });
    expect(row()).toMatchObject({ status: 'enabled', firstName: 'Jeannot', provisioning: { change: null } });
  });

  it('are recognized under their former names when the answer was lost', async () => {
    await open({ settings: { waits: IMPATIENT } });
    jean = await world.addMailbox({
      mailDomainId: domain.id,
      localPart: 'new',
      lastName: 'Neuf',
      ...pending,
    });
    await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: jean.id });
    world.provisioner.loseNextAnswer();
    await world.jobs.runNext();
    await ACTIONS.rename();
    await world.jobs.runAllJobs();
    expect(row()).toMatchObject({ status: 'enabled', firstName: 'Jeannot', provisioning: { change: null } });
    expect(there()).toMatchObject({ firstName: 'Jeannot' });
    expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(2);
  });

  it('can be deleted', async () => {
    const drop = () => world.useCases.deleteMailbox(owner, 'evryfr', jean.id);
    await setStatus(asked());
    expect(await codeOf(drop())).toBe('mailbox.being_created');
    await setStatus(refused());
    await drop();
    expect(row()).toBeUndefined();
    const entries = world.tables().auditEntries.all(({ objectId }) => objectId === jean.id);
    expect(entries).toMatchObject([{ action: 'mailbox.deleted', label: 'new@evry.fr' }]);
  });
});

describe('refusals before anything is asked', () => {
  it.each([
    ['enable', 'mail_domain.disabled'],
    ['disable', 'mail_domain.disabled'],
    ['rename', 'mail_domain.disabled'],
    ['reset', undefined],
    ['link', undefined],
  ] as const)('%s in a disabled domain: %s', async (action, code) => {
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' }));
    expect(await codeOf(during(action))).toBe(code);
  });

  it.each(['reset', 'link'] as const)('%s of a mailbox that is off, or without address', async (action) => {
    await setStatus(done({}, 'disabled'));
    expect(await codeOf(during(action))).toBe('mailbox.not_enabled');
    const code = `mailbox.secondary_email_needed_for_${action}`;
    for (const secondaryEmail of [null, '', 'JEAN@evry.fr']) {
      await setStatus({ ...done(), secondaryEmail });
      expect(await codeOf(during(action))).toBe(code);
    }
    expect(world.provisionerCalls.calls).toEqual([]);
  });

  it('a name that another mailbox of the domain has, naming it', async () => {
    await world.addMailbox({
      mailDomainId: domain.id,
      localPart: 'other',
      firstName: 'JEANNOT',
      lastName: 'valjean',
    });
    await expect(during('rename')).rejects.toMatchObject({
      code: 'mailbox.name_taken',
      params: { holder: 'other@evry.fr' },
    });
    expect(world.provisionerCalls.calls).toEqual([]);
  });

  it('of one that exists: deletion', async () => {
    const drop = () => world.useCases.deleteMailbox(owner, 'evryfr', jean.id);
    expect(await codeOf(drop())).toBe('mailbox.already_provisioned');
    await setStatus(done({}, 'disabled'));
    expect(await codeOf(drop())).toBe('mailbox.already_provisioned');
  });

  it('lets a viewer change the mailbox at their own address, to the letter, and no other', async () => {
    for (const [email, code] of [
      ['jean@evry.fr', undefined],
      ['Jean@evry.fr', 'mailbox.action_forbidden'],
    ] as const) {
      const { actor } = await world.addPerson({ email });
      await world.giveAccess(actor, domain, 'viewer');
      const input = { slug: 'evryfr', id: jean.id, secondaryEmail: 'j2@perso.fr' };
      expect(await codeOf(world.useCases.updateMailbox(actor, input))).toBe(code);
      expect(await codeOf(world.useCases.checkMailboxUpdate(actor, 'evryfr', jean.id))).toBe(code);
    }
    expect(row()?.secondaryEmail).toBe('j2@perso.fr');
  });
});
