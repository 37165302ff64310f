import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { provisionedAs } from '../../builders/provisioned.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let mailbox: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  mailbox = await world.addMailbox({
    mailDomainId: domain.id,
    firstName: 'Jean',
    lastName: 'Valjean',
    localPart: 'jean',
    secondaryEmail: 'jean@perso.example',
  });
});

const IDENTITY = { domain: 'evry.fr', localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
const killed = () => {
  throw new Error('the process was killed');
};
const outage = () => {
  throw new DomainError('mail_provisioner.unavailable', 'no answer');
};

const stored = () => world.tables().mailboxes.find(mailbox.id);
const provision = () =>
  world.handlers.provision_mailbox({ name: 'provision_mailbox', mailboxId: mailbox.id });
const queue = () =>
  world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: mailbox.id }, `provision_mailbox:${mailbox.id}`);
const finish = async () => {
  await queue();
  await world.jobs.runAllJobs();
};

/** The mailbox is created once, enabled, its password the one whose hash is stored, and announced by one mail. */
async function expectProvisionedOnce() {
  const [held, ...others] = world.provisioner.listMailboxes('evry.fr');
  expect(others).toEqual([]);
  const row = stored();
  expect(row).toMatchObject({ status: 'enabled', provisioning: { state: 'done' } });
  expect(await world.passwordHasher.verify(row?.passwordHash ?? '', held?.password ?? '')).toBe(true);
  expect(world.mailer.sent).toHaveLength(1);
  expect(world.jobs.waiting()).toEqual([]);
}

it('creates the mailbox with a first attempt that looks whether it is there, and at nothing else', async () => {
  await finish();
  expect(world.provisionerCalls.calls).toEqual(['findMailbox', 'createMailbox', 'issueLoginCode']);
  expect(stored()).toMatchObject({ provisioning: { startedAt: START }, updatedAt: START });
  await expectProvisionedOnce();
});

describe('does nothing', () => {
  it.each(['enabled', 'failed', 'disabled'] as const)('for a mailbox that is %s', async (status) => {
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, ...provisionedAs(status) }));
    await finish();
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(stored()).toMatchObject(provisionedAs(status));
  });

  it.each(['pending', 'failed', 'disabled', 'action_required'] as const)(
    'on a domain that is %s',
    async (status) => {
      await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status }));
      await finish();
      expect(world.provisionerCalls.calls).toEqual([]);
      expect(stored()).toMatchObject({ provisioning: { state: 'waiting' } });
    },
  );

  it('for a mailbox that is gone', async () => {
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.delete(mailbox.id));
    await finish();
    expect(world.provisionerCalls.calls).toEqual([]);
  });
});

describe('run twice', () => {
  it('changes nothing after a success', async () => {
    await finish();
    const once = { row: stored(), held: world.provisioner.listMailboxes('evry.fr') };
    await finish();
    expect({ row: stored(), held: world.provisioner.listMailboxes('evry.fr') }).toEqual(once);
    await expectProvisionedOnce();
  });

  it('changes nothing after a refusal', async () => {
    world.provisioner.refuseNext('too short');
    await finish();
    const once = stored();
    expect(once).toMatchObject({ status: 'failed' });
    await finish();
    expect(stored()).toEqual(once);
    expect(world.provisionerCalls.count('createMailbox')).toBe(1);
  });
});

describe('when an answer is lost after the mailbox was created', () => {
  it('adopts it with a new password, after an outage', async () => {
    world.provisioner.loseNextAnswer();
    await finish();
    expect(world.provisionerCalls.calls).toEqual([
      'findMailbox',
      'createMailbox',
      'findMailbox',
      'resetPassword',
      'issueLoginCode',
    ]);
    await expectProvisionedOnce();
  });

  it('adopts it when the process was killed before it could note anything', async () => {
    world.provisionerCalls.interruptNext('createMailbox', { after: killed });
    await finish();
    expect(world.provisionerCalls.count('createMailbox')).toBe(1);
    await expectProvisionedOnce();
  });

  it('adopts it when the commit was lost', async () => {
    world.unitOfWork.plan('kept', 'lost');
    await finish();
    expect(world.provisionerCalls.count('createMailbox')).toBe(1);
    await expectProvisionedOnce();
  });

  it('resets the password once more when that answer is lost too', async () => {
    world.provisioner.loseNextAnswer();
    world.provisionerCalls.interruptNext('resetPassword', { after: outage });
    await finish();
    expect(world.provisionerCalls.count('resetPassword')).toBe(2);
    await expectProvisionedOnce();
  });
});

it('adopts a creation that was carried out only after the next attempt had looked for it', async () => {
  world.provisionerCalls.interruptNext('createMailbox', { before: outage });
  world.provisionerCalls.interruptNext('createMailbox', {
    before: async () => {
      await world.provisioner.createMailbox(IDENTITY);
    },
  });
  await finish();
  expect(world.provisionerCalls.calls.slice(0, 6)).toEqual([
    'findMailbox',
    'createMailbox',
    'findMailbox',
    'createMailbox',
    'findMailbox',
    'resetPassword',
  ]);
  await expectProvisionedOnce();
});

it.each([
  ['other names', { firstName: 'Fantine', lastName: 'Tholomyès' }],
  ['another first name', { firstName: 'Jeanne' }],
])('refuses an address held by somebody of %s, whose password stays', async (_case, names) => {
  world.provisionerCalls.interruptNext('createMailbox', { before: outage });
  await world.provisioner.createMailbox({ ...IDENTITY, ...names });
  const before = world.provisioner.listMailboxes('evry.fr');
  await finish();
  expect(stored()).toMatchObject({
    status: 'failed',
    provisioning: { failure: { code: 'mailbox.address_taken', params: {} } },
  });
  expect(world.provisioner.listMailboxes('evry.fr')).toEqual(before);
  expect(world.mailer.sent).toEqual([]);
});

it('names the holder of the display name', async () => {
  await world.provisioner.createMailbox({ ...IDENTITY, localPart: 'j.valjean', firstName: 'JEAN' });
  await finish();
  expect(stored()).toMatchObject({
    status: 'failed',
    provisioning: {
      failure: { code: 'mailbox.display_name_taken', params: { holder: 'j.valjean@evry.fr' } },
    },
  });
});

it('comes back a minute later, and tells operators, while the provisioner refuses our credentials', async () => {
  world.provisioner.setTrouble({ kind: 'forbidden' });
  await queue();
  await world.jobs.runDueJobs();
  expect(world.logger.entries.filter(({ level }) => level === 'error')).toMatchObject([
    { fields: { mailboxId: mailbox.id, code: 'mail_provisioner.forbidden' } },
  ]);
  expect(stored()).toMatchObject({ status: 'pending' });
  expect(world.jobs.waiting()).toMatchObject([
    { key: `provision_mailbox:${mailbox.id}`, runAt: new Date(START.getTime() + 60_000) },
  ]);
  world.provisioner.setTrouble(undefined);
  await world.jobs.runAllJobs();
  await expectProvisionedOnce();
});

it('notes when each attempt began, so that a mailbox that is tried again does not pass for stalled', async () => {
  world.provisioner.setTrouble({ kind: 'unavailable' });
  await provision().catch(() => undefined);
  world.clock.advance(900);
  await provision().catch(() => undefined);
  const now = world.clock.now();
  expect(stored()).toMatchObject({ status: 'pending', provisioning: { startedAt: now }, updatedAt: now });
  const stalled = await world.unitOfWork.run(({ mailboxes }) => mailboxes.listStalled(now, 10));
  expect(stalled).toEqual([]);
});

describe('two workers at the same time', () => {
  it('the second one finds what the first one created and decides; the first one keeps quiet', async () => {
    const first = makeGate();
    world.provisionerCalls.interruptNext('createMailbox', { after: first.pass });
    const slow = provision();
    await first.reached;
    await provision();
    first.open();
    await slow;
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count('createMailbox')).toBe(1);
    await expectProvisionedOnce();
  });

  it('the first one is told that the address is taken, by the second one: no refusal', async () => {
    const first = makeGate();
    world.provisionerCalls.interruptNext('createMailbox', { before: first.pass });
    const slow = provision();
    await first.reached;
    await provision();
    first.open();
    await slow;
    await world.jobs.runAllJobs();
    await expectProvisionedOnce();
  });

  it('the first one is told so before the second one is done: still no refusal', async () => {
    const [first, second] = [makeGate(), makeGate()];
    world.provisionerCalls.interruptNext('createMailbox', { before: first.pass });
    world.provisionerCalls.interruptNext('createMailbox', { after: second.pass });
    const slow = provision();
    await first.reached;
    const later = provision();
    await second.reached;
    first.open();
    await slow;
    expect(stored()).toMatchObject({ status: 'pending' });
    second.open();
    await later;
    await world.jobs.runAllJobs();
    await expectProvisionedOnce();
  });

  it('the second one is told that the address is taken, by the first one, and adopts it', async () => {
    const [first, second] = [makeGate(), makeGate()];
    world.provisionerCalls.interruptNext('createMailbox', { before: first.pass });
    world.provisionerCalls.interruptNext('createMailbox', { before: second.pass });
    const slow = provision();
    await first.reached;
    const later = provision();
    await second.reached;
    first.open();
    await slow;
    second.open();
    await later;
    await world.jobs.runAllJobs();
    await expectProvisionedOnce();
  });
});

describe('the mail', () => {
  const settle = async (settings: Parameters<typeof openUseCaseWorld>[0], given: Partial<Mailbox>) => {
    world = await openUseCaseWorld(settings);
    await world.addMailDomain(domain);
    if (given.issuerId) await world.addPerson({ id: given.issuerId, language: 'en-us' });
    mailbox = await world.addMailbox({ ...mailbox, ...given });
    await finish();
    expect(stored()).toMatchObject({ status: 'enabled' });
    return world.mailer.sent;
  };

  it('carries a link that opens the mailbox, and no password', async () => {
    const [mail] = await settle({}, {});
    expect(mail).toMatchObject({
      to: 'jean@perso.example',
      content: { kind: 'mailbox_created', address: 'jean@evry.fr' },
    });
    const loginLink = mail && 'loginLink' in mail.content ? mail.content.loginLink : '';
    expect(mail?.content).not.toHaveProperty('password');
    expect(loginLink).toMatch(/^https:\/\/webmail\.test\/code\/[\w-]+$/);
    expect(world.provisioner.useCode(loginLink.slice('https://webmail.test/code/'.length))).toBe(
      'jean@evry.fr',
    );
  });

  it('carries the password when the installation sends passwords', async () => {
    const { mailSettings } = world.settings;
    const [mail] = await settle({ settings: { mailSettings: { ...mailSettings, sendsPassword: true } } }, {});
    const [held] = world.provisioner.listMailboxes('evry.fr');
    expect(mail).toMatchObject({ content: { kind: 'mailbox_created', password: held?.password } });
  });

  it('carries the new password after an adoption', async () => {
    const { mailSettings } = world.settings;
    world = await openUseCaseWorld({ settings: { mailSettings: { ...mailSettings, sendsPassword: true } } });
    await world.addMailDomain(domain);
    await world.addMailbox(mailbox);
    world.provisioner.loseNextAnswer();
    await finish();
    const [held] = world.provisioner.listMailboxes('evry.fr');
    expect(world.mailer.sent).toMatchObject([{ content: { password: held?.password } }]);
  });

  it('is in the language of who asked for the mailbox', async () => {
    const { user } = await world.addPerson();
    expect(await settle({}, { issuerId: user.id })).toMatchObject([{ language: 'en-us' }]);
  });

  it('is in the default language when nobody in particular did', async () => {
    expect(await settle({}, { issuerId: null })).toMatchObject([{ language: 'fr-fr' }]);
  });

  it.each([null, ''])('is not written without a secondary e-mail: %o', async (secondaryEmail) => {
    expect(await settle({}, { secondaryEmail })).toEqual([]);
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(0);
    expect(world.jobs.waiting()).toEqual([]);
  });
});
