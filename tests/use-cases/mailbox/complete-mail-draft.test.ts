import { beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import type { OutgoingMailId } from '../../../src/domain/shared/ids.ts';
import { UNREADABLE } from '../../../src/domain/shared/unreadable.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const ID = 'a0000000-0000-4000-8000-000000000001' as OutgoingMailId;

let world: UseCaseWorld;
let mailbox: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld();
  const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
  mailbox = await world.addMailbox({ mailDomainId, localPart: 'jean', status: 'enabled' });
  const { firstName, lastName } = mailbox;
  await world.provisioner.createMailbox({ domain: 'evry.fr', localPart: 'jean', firstName, lastName });
  await world.unitOfWork.run(({ outgoingMails }) =>
    outgoingMails.insert({
      id: ID,
      recipient: 'jean@perso.example',
      language: 'fr-fr',
      status: 'draft',
      kind: 'mailbox_created',
      trouble: null,
      content: { kind: 'mailbox_created', address: 'jean@evry.fr' },
      createdAt: START,
      updatedAt: START,
    }),
  );
});

const job = () => ({ name: 'complete_mail_draft', outgoingMailId: ID, mailboxId: mailbox.id }) as const;
const complete = () => world.handlers.complete_mail_draft(job());
const stored = () => world.tables().outgoingMails.find(ID);
const linkOf = (mail: ReturnType<typeof stored>) =>
  mail?.content && 'loginLink' in mail.content ? mail.content.loginLink : '';
const codeOf = (link: string) => link.replace('https://webmail.test/code/', '');

it('puts a link into the mail that opens the mailbox three times within an hour, and queues the mail', async () => {
  await complete();
  expect(stored()).toMatchObject({
    status: 'ready',
    content: { kind: 'mailbox_created', address: 'jean@evry.fr' },
  });
  const code = codeOf(linkOf(stored()));
  const uses = () => world.provisioner.useCode(code);
  expect([uses(), uses()]).toEqual(['jean@evry.fr', 'jean@evry.fr']);
  world.clock.advance(3599);
  expect([uses(), uses()]).toEqual(['jean@evry.fr', undefined]);
  expect(world.jobs.waiting().map(({ job: queued }) => queued)).toEqual([
    { name: 'deliver_mail', outgoingMailId: ID, mailboxId: mailbox.id },
  ]);
});

it('lets the code expire after an hour', async () => {
  await complete();
  world.clock.advance(3600);
  expect(world.provisioner.useCode(codeOf(linkOf(stored())))).toBeUndefined();
});

it('leaves a mail that is complete as it is, and queues it no second time', async () => {
  await complete();
  const once = stored();
  await complete();
  expect(stored()).toEqual(once);
  expect(world.provisionerCalls.count('issueLoginCode')).toBe(1);
  expect(world.jobs.names()).toEqual(['deliver_mail']);
});

it('asks again, and sends one mail, when the commit was lost after the code was issued', async () => {
  world.unitOfWork.plan('kept', 'lost');
  await world.jobs.enqueue(job());
  await world.jobs.runAllJobs();
  expect(world.provisionerCalls.count('issueLoginCode')).toBe(2);
  expect(world.mailer.sent).toHaveLength(1);
});

it('waits for the end of an outage', async () => {
  world.provisioner.setTrouble({ kind: 'unavailable', retryAfterSeconds: 90 });
  await world.jobs.enqueue(job());
  await world.jobs.runDueJobs();
  expect(stored()).toMatchObject({ status: 'draft' });
  expect(world.jobs.waiting()).toMatchObject([{ runAt: new Date(START.getTime() + 90_000) }]);
  world.provisioner.setTrouble(undefined);
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toMatchObject([{ id: ID, to: 'jean@perso.example' }]);
});

it('tells operators, and comes back a minute later, when the provisioner refuses our credentials', async () => {
  world.provisioner.setTrouble({ kind: 'forbidden' });
  expect(await complete()).toEqual({ retryInSeconds: 60 });
  expect(stored()).toMatchObject({ status: 'draft' });
  expect(world.logger.entries).toMatchObject([
    { level: 'error', fields: { address: 'jean@evry.fr', code: 'mail_provisioner.forbidden' } },
  ]);
});

it('ends a mail whose mailbox is gone, and says why', async () => {
  await world.unitOfWork.run(({ mailboxes }) => mailboxes.delete(mailbox.id));
  await complete();
  expect(stored()).toMatchObject({
    status: 'given_up',
    content: null,
    trouble: { since: START, reason: 'NO_MAILBOX' },
  });
  expect(world.provisionerCalls.calls).toEqual([]);
  expect(world.jobs.waiting()).toEqual([]);
});

it('gives up a draft that no key opens, says so, and leaves what is stored of it', async () => {
  await world.unitOfWork.run(async ({ outgoingMails }) => {
    const draft = await outgoingMails.lock(ID);
    if (draft) await outgoingMails.update({ ...draft, status: 'draft', content: UNREADABLE });
  });
  await complete();
  expect(stored()).toMatchObject({
    status: 'given_up',
    content: UNREADABLE,
    trouble: { since: START, reason: 'NO_KEY' },
  });
  expect(world.provisionerCalls.calls).toEqual([]);
  expect(world.logger.entries).toMatchObject([{ level: 'error', fields: { outgoingMailId: ID } }]);
});

it('does nothing for a mail that is gone', async () => {
  await world.handlers.complete_mail_draft({ ...job(), outgoingMailId: 'b' as OutgoingMailId });
  expect(world.provisionerCalls.calls).toEqual([]);
});

describe('many drafts of a domain', () => {
  const outage = () => {
    throw new DomainError('mail_provisioner.unavailable', 'no answer');
  };
  const queueDrafts = async (count: number) => {
    const { mailDomainId } = mailbox;
    const ids = Array.from({ length: count }, () => newId<OutgoingMailId>());
    for (const [n, id] of ids.entries()) {
      const {
        id: mailboxId,
        firstName,
        lastName,
        localPart,
      } = await world.addMailbox({ mailDomainId, status: 'enabled' });
      await world.provisioner.createMailbox({ domain: 'evry.fr', localPart, firstName, lastName });
      await world.unitOfWork.run(async ({ outgoingMails, outbox }) => {
        await outgoingMails.insert({
          id,
          recipient: `owner-${n}@perso.example`,
          language: 'fr-fr',
          status: 'draft',
          kind: 'mailbox_created',
          trouble: null,
          content: { kind: 'mailbox_created', address: `${localPart}@evry.fr` },
          createdAt: START,
          updatedAt: START,
        });
        await outbox.append({ name: 'complete_mail_draft', outgoingMailId: id, mailboxId, mailDomainId });
      });
    }
    return ids;
  };
  const statuses = (ids: readonly OutgoingMailId[]) =>
    ids.map((id) => world.tables().outgoingMails.find(id)?.status);
  const deliveries = () =>
    world.jobs
      .waiting()
      .flatMap(({ job: queued }) => (queued.name === 'deliver_mail' ? [queued.outgoingMailId] : []));

  it('are completed by one job, each with a link of its own', async () => {
    const ids = await queueDrafts(5);
    await world.jobs.runNext();
    expect(statuses(ids)).toEqual(ids.map(() => 'ready'));
    expect(deliveries()).toEqual(ids);
    expect(world.jobs.names()).toEqual(ids.map(() => 'deliver_mail'));
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(5);
    for (const mail of world.mailer.sent) {
      const { content } = mail;
      if (!('loginLink' in content)) throw new Error('another mail');
      expect(world.provisioner.useCode(codeOf(content.loginLink))).toBe(content.address);
    }
  });

  it('are completed once each, though two jobs are about one of them', async () => {
    const ids = await queueDrafts(3);
    const [again] = world.jobs.waiting().slice(-1);
    if (again) await world.jobs.enqueue(again.job);
    await world.jobs.runAllJobs();
    expect(statuses(ids)).toEqual(ids.map(() => 'sent'));
    expect(world.mailer.sent).toHaveLength(3);
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(3);
  });

  it('behind one that no code can be had for wait for their own job', async () => {
    const ids = await queueDrafts(5);
    world.provisionerCalls.interruptNext('issueLoginCode', {});
    world.provisionerCalls.interruptNext('issueLoginCode', {});
    world.provisionerCalls.interruptNext('issueLoginCode', { after: outage });
    await world.jobs.runNext();
    expect(statuses(ids)).toEqual(['ready', 'ready', 'draft', 'draft', 'draft']);
    expect(deliveries()).toEqual(ids.slice(0, 2));
    await world.jobs.runAllJobs();
    expect(statuses(ids)).toEqual(ids.map(() => 'sent'));
    expect(world.mailer.sent).toHaveLength(5);
  });
});
