import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { withheld } from '../../builders/provisioned.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
});

const outage = () => {
  throw new DomainError('mail_provisioner.unavailable', 'no answer');
};
const killed = () => {
  throw new Error('the process was killed');
};

const addMailbox = (n: number, { id: mailDomainId } = domain) =>
  world.addMailbox({ mailDomainId, localPart: `box-${n}`, secondaryEmail: `owner-${n}@perso.example` });
const queue = async ({ id: mailboxId, mailDomainId }: Mailbox) =>
  world.jobs.enqueue(
    { name: 'provision_mailbox', mailboxId, mailDomainId },
    `provision_mailbox:${mailboxId}`,
  );
/** Pending mailboxes whose jobs wait. */
const queueMailboxes = async (count: number) => {
  const mailboxes: Mailbox[] = [];
  for (let n = 0; n < count; n += 1) {
    const mailbox = await addMailbox(n);
    await queue(mailbox);
    mailboxes.push(mailbox);
  }
  return mailboxes;
};
const stored = ({ id }: Mailbox) => world.tables().mailboxes.find(id);
const stateOf = (mailbox: Mailbox) => stored(mailbox)?.provisioning.state;
const statuses = (mailboxes: readonly Mailbox[]) => mailboxes.map((mailbox) => stored(mailbox)?.status);
const held = () => world.provisioner.listMailboxes('evry.fr').map(({ localPart }) => localPart);
const namesOf = (count: number) => Array.from({ length: count }, (_, n) => `box-${n}`);

/** Each is created once, enabled with the password it has there, and announced once; nothing is left to do. */
async function expectAllProvisionedOnce(mailboxes: readonly Mailbox[]) {
  expect(held().sort()).toEqual(mailboxes.map(({ localPart }) => localPart).sort());
  for (const mailbox of mailboxes) {
    const row = stored(mailbox);
    const there = world.provisioner
      .listMailboxes('evry.fr')
      .find(({ localPart }) => localPart === mailbox.localPart);
    expect(row).toMatchObject({ status: 'enabled', provisioning: { state: 'done' } });
    expect(await world.passwordHasher.verify(row?.passwordHash ?? '', there?.password ?? '')).toBe(true);
    expect(world.mailer.sent.filter(({ to }) => to === mailbox.secondaryEmail)).toHaveLength(1);
  }
  expect(world.jobs.waiting()).toEqual([]);
}

it('one job goes on with those that wait behind it, in order, and takes their jobs off', async () => {
  const mailboxes = await queueMailboxes(10);
  await world.jobs.runNext();
  expect(statuses(mailboxes)).toEqual(mailboxes.map(() => 'enabled'));
  expect(held()).toEqual(namesOf(10));
  expect(world.jobs.names()).toEqual(mailboxes.map(() => 'complete_mail_draft'));
  expect(world.provisionerCalls.count('findMailbox')).toBe(0);
  // One list shows all of them.
  expect(world.provisionerCalls.count('readMailboxes')).toBe(1);
  await world.jobs.runAllJobs();
  await expectAllProvisionedOnce(mailboxes);
  expect(world.audited().map(({ action }) => action)).toEqual(mailboxes.map(() => 'mailbox.provisioned'));
});

it('tells everybody who waits for one of them', async () => {
  const mailboxes = await queueMailboxes(3);
  const subscriptions = await Promise.all(
    mailboxes.map(({ id }) => world.signals.subscribe(`mailbox:${id}`)),
  );
  await world.jobs.runNext();
  for (const subscription of subscriptions) {
    expect(await subscription.next(0)).toBe(true);
    subscription.close();
  }
});

describe('leaves alone', () => {
  it('those of other domains', async () => {
    const [first] = await queueMailboxes(1);
    const other = await addMailbox(1, await world.addMailDomain({ name: 'massy.fr', status: 'enabled' }));
    await queue(other);
    await world.jobs.runNext();
    expect(statuses([first as Mailbox, other])).toEqual(['enabled', 'pending']);
    expect(stored(other)).toMatchObject({ provisioning: { state: 'waiting' } });
  });

  it('those behind a change of another kind in the same domain', async () => {
    const [first] = await queueMailboxes(1);
    const { id: mailDomainId } = domain;
    await world.jobs.enqueue({ name: 'synchronize_mailbox', mailboxId: (first as Mailbox).id, mailDomainId });
    const later = await addMailbox(1);
    await queue(later);
    await world.jobs.runNext();
    expect(stored(later)).toMatchObject({ provisioning: { state: 'waiting' } });
    expect(world.jobs.names()[0]).toBe('synchronize_mailbox');
  });

  it('those that are to be tried again later', async () => {
    const [first] = await queueMailboxes(1);
    const later = await addMailbox(1);
    const { id: mailboxId, mailDomainId } = later;
    await world.unitOfWork.run(({ outbox }) =>
      outbox.append(
        { name: 'provision_mailbox', mailboxId, mailDomainId },
        { runAt: new Date(START.getTime() + 5_000) },
      ),
    );
    await world.jobs.runNext();
    expect(statuses([first as Mailbox, later])).toEqual(['enabled', 'pending']);
  });

  it('those that wait when it has gone on for long', async () => {
    const mailboxes = await queueMailboxes(20);
    for (let n = 0; n < 20; n += 1) {
      world.provisionerCalls.interruptNext('createMailbox', { after: () => world.clock.advance(1) });
    }
    await world.jobs.runNext();
    // Slow ones are taken one at a time: no answer waits for others.
    expect(statuses(mailboxes).filter((status) => status === 'enabled')).toHaveLength(2);
    expect(mailboxes.filter((mailbox) => stateOf(mailbox) === 'waiting')).toHaveLength(18);
    await world.jobs.runAllJobs();
    await expectAllProvisionedOnce(mailboxes);
  });
});

it('stores what it has when the provisioner becomes slow, and begins the others anew', async () => {
  const mailboxes = await queueMailboxes(7);
  for (let n = 0; n < 3; n += 1) world.provisionerCalls.interruptNext('createMailbox', {});
  const stillPending: number[] = [];
  for (let n = 3; n < 7; n += 1) {
    world.provisionerCalls.interruptNext('createMailbox', {
      before: () =>
        void stillPending.push(statuses(mailboxes).filter((status) => status === 'pending').length),
      after: () => world.clock.advance(0.2),
    });
  }
  await world.jobs.runNext();
  // Of the four asked for together, two were in time; the others followed once those were stored.
  expect(stillPending).toEqual([4, 4, 2, 2]);
  expect(statuses(mailboxes)).toEqual(mailboxes.map(() => 'enabled'));
  expect(world.provisionerCalls.count('findMailbox')).toBe(0);
  await world.jobs.runAllJobs();
  await expectAllProvisionedOnce(mailboxes);
});

it('takes off the jobs of those that need nothing any more', async () => {
  const mailboxes = await queueMailboxes(4);
  const [, settled, gone] = mailboxes as [Mailbox, Mailbox, Mailbox];
  await world.unitOfWork.run(async (stores) => {
    await stores.mailboxes.update({ ...settled, ...withheld() });
    await stores.mailboxes.delete(gone.id);
  });
  await world.jobs.runNext();
  expect(statuses(mailboxes)).toEqual(['enabled', 'disabled', undefined, 'pending']);
  await world.jobs.runNext();
  expect(statuses(mailboxes)).toEqual(['enabled', 'disabled', undefined, 'enabled']);
  expect(world.jobs.names()).toEqual(['complete_mail_draft', 'complete_mail_draft']);
});

it('asks once for a mailbox that two jobs wait for', async () => {
  const [first, second] = (await queueMailboxes(2)) as [Mailbox, Mailbox];
  const { id: mailboxId, mailDomainId } = second;
  await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId, mailDomainId });
  await world.jobs.runAllJobs();
  expect(world.provisionerCalls.count('createMailbox')).toBe(2);
  await expectAllProvisionedOnce([first, second]);
});

it('settles each by itself: a refusal of one changes nothing for the others', async () => {
  const mailboxes = await queueMailboxes(4);
  const [, , taken] = mailboxes as [Mailbox, Mailbox, Mailbox];
  const names = { firstName: 'Some', lastName: 'Body' };
  await world.provisioner.createMailbox({ domain: 'evry.fr', localPart: taken.localPart, ...names });
  await world.jobs.runNext();
  expect(statuses(mailboxes)).toEqual(['enabled', 'enabled', 'failed', 'enabled']);
  expect(stored(taken)).toMatchObject({ provisioning: { failure: { code: 'mailbox.address_taken' } } });
  expect(world.jobs.names()).toEqual(Array.from({ length: 3 }, () => 'complete_mail_draft'));
});

describe('when one behind the first cannot be had', () => {
  /** The fourth: it is asked for together with those around it. */
  const interrupt = (interruption: Parameters<UseCaseWorld['provisionerCalls']['interruptNext']>[1]) => {
    for (let n = 0; n < 3; n += 1) world.provisionerCalls.interruptNext('createMailbox', {});
    world.provisionerCalls.interruptNext('createMailbox', interruption);
  };

  it.each([
    ['an outage', { before: outage }],
    ['an outage after it was created', { after: outage }],
    ['a failure nobody expects', { after: killed }],
  ])('those before it are stored, those after it count as never begun: %s', async (_what, interruption) => {
    const mailboxes = await queueMailboxes(7);
    interrupt(interruption);
    await world.jobs.runNext();
    expect(statuses(mailboxes)).toEqual(['enabled', 'enabled', 'enabled', ...Array(4).fill('pending')]);
    const begun = mailboxes.map(stateOf);
    expect(begun.slice(3)).toEqual(['asked', 'waiting', 'waiting', 'waiting']);
    expect(world.jobs.names().slice(0, 4)).toEqual(Array(4).fill('provision_mailbox'));
    await world.jobs.runAllJobs();
    await expectAllProvisionedOnce(mailboxes);
  });

  it('its own job is next, and is put off as any other', async () => {
    const mailboxes = await queueMailboxes(7);
    interrupt({});
    world.provisionerCalls.clearInterruptions();
    interrupt({ before: outage });
    await world.jobs.runNext();
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await world.jobs.runNext();
    const [, , , fourth] = mailboxes as [Mailbox, Mailbox, Mailbox, Mailbox];
    const putOff = world.jobs.waiting().find(({ key }) => key === `provision_mailbox:${fourth.id}`);
    expect(putOff?.runAt.getTime()).toBeGreaterThan(START.getTime());
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    await expectAllProvisionedOnce(mailboxes);
  });
});

it('an outage at the first one begins no other', async () => {
  const mailboxes = await queueMailboxes(3);
  world.provisioner.setTrouble({ kind: 'unavailable' });
  await world.jobs.runNext();
  expect(world.provisionerCalls.calls).toEqual(['findMailbox']);
  expect(mailboxes.map(stateOf)).toEqual(['asked', 'waiting', 'waiting']);
});

it('adopts all whose answers were lost with the commit that would have stored them', async () => {
  const mailboxes = await queueMailboxes(7);
  // The announcement of the first and the note that it is not there, then the settling of each turn: 1, 2 and 4 mailboxes.
  world.unitOfWork.plan('kept', 'kept', 'kept', 'kept', 'lost');
  await world.jobs.runNext();
  expect(world.jobs.failures).toHaveLength(1);
  expect(held()).toEqual(namesOf(7));
  expect(statuses(mailboxes)).toEqual([...Array(3).fill('enabled'), ...Array(4).fill('pending')]);
  await world.jobs.runAllJobs();
  expect(world.provisionerCalls.count('createMailbox')).toBe(7);
  expect(world.provisionerCalls.count('resetPassword')).toBe(4);
  await expectAllProvisionedOnce(mailboxes);
});

it('keeps a job that was queued again while its mailbox was being created, and does nothing twice for it', async () => {
  const mailboxes = await queueMailboxes(3);
  world.provisionerCalls.interruptNext('createMailbox', {});
  world.provisionerCalls.interruptNext('createMailbox', { after: () => queue(mailboxes[1] as Mailbox) });
  await world.jobs.runNext();
  expect(statuses(mailboxes)).toEqual(['enabled', 'enabled', 'enabled']);
  await world.jobs.runAllJobs();
  expect(world.provisionerCalls.count('createMailbox')).toBe(3);
  await expectAllProvisionedOnce(mailboxes);
});
