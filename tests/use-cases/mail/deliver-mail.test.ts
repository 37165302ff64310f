import { beforeEach, describe, expect, it } from 'vitest';
import type { MailboxId, OutgoingMailId } from '../../../src/domain/shared/ids.ts';
import { makeOutgoingMail } from '../../builders/make-outgoing-mail.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const MAIL = makeOutgoingMail({ createdAt: START, updatedAt: START });

let world: UseCaseWorld;

beforeEach(async () => {
  world = await openUseCaseWorld();
  await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(MAIL));
});

const deliver = () => world.handlers.deliver_mail({ name: 'deliver_mail', outgoingMailId: MAIL.id });
const stored = () => world.tables().outgoingMails.find(MAIL.id);
const queue = () => world.jobs.enqueue({ name: 'deliver_mail', outgoingMailId: MAIL.id });

it('hands the mail over under the id it keeps, then erases its content', async () => {
  await deliver();
  const { id, recipient: to, language, content } = MAIL;
  expect(world.mailer.sent).toEqual([{ id, to, language, content }]);
  expect(stored()).toEqual({ ...MAIL, status: 'sent', content: null });
});

it('sends nothing when it runs again', async () => {
  await deliver();
  await deliver();
  expect(world.mailer.sent).toHaveLength(1);
});

it('tries again, under the same id, while the mail server is down', async () => {
  world.mailer.setDown(true);
  await queue();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await world.jobs.runDueJobs();
    expect(stored()).toEqual(MAIL);
    world.clock.advance(10);
  }
  world.mailer.setDown(false);
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toMatchObject([{ id: MAIL.id }]);
  expect(stored()).toMatchObject({ status: 'sent', content: null });
});

it('tries again after a temporary refusal', async () => {
  world.mailer.refuseNext(2, 'temporary');
  await queue();
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toMatchObject([{ id: MAIL.id }]);
});

it('gives up after a definite refusal, erases the content and tells operators', async () => {
  world.mailer.refuseNext(1, 'definite');
  await queue();
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toEqual([]);
  expect(stored()).toEqual({ ...MAIL, status: 'refused', content: null });
  expect(world.logger.entries).toMatchObject([
    { level: 'error', fields: { outgoingMailId: MAIL.id, kind: 'mail_domain_enabled' } },
  ]);
  await deliver();
  expect(world.mailer.sent).toEqual([]);
});

it('repeats a mail under the same id when the commit after it was lost', async () => {
  world.unitOfWork.plan('kept', 'lost');
  await queue();
  await world.jobs.runAllJobs();
  expect(world.mailer.sent.map(({ id }) => id)).toEqual([MAIL.id, MAIL.id]);
  expect(stored()).toMatchObject({ status: 'sent', content: null });
});

it('does nothing for a mail that is gone or lacks its link', async () => {
  const draft = { ...MAIL, id: 'd' as OutgoingMailId, status: 'draft' } as const;
  const content = { kind: 'mailbox_created', address: 'jean@evry.fr' } as const;
  await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert({ ...draft, content }));
  for (const outgoingMailId of [draft.id, 'unknown' as OutgoingMailId]) {
    await world.handlers.deliver_mail({ name: 'deliver_mail', outgoingMailId });
  }
  expect(world.mailer.sent).toEqual([]);
});

describe('a mail with a login link', () => {
  const secondaryEmail = 'jean@perso.example';

  /** A mailbox just created, whose mail waits at a mail server that is down. */
  const announceDuringOutage = async () => {
    const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
    const mailbox = await world.addMailbox({ mailDomainId, localPart: 'jean', secondaryEmail });
    world.mailer.setDown(true);
    await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: mailbox.id });
    await world.jobs.runDueJobs();
  };
  const wait = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 60) {
      world.clock.advance(60);
      await world.jobs.runDueJobs();
    }
  };
  const opened = () => {
    const content = world.mailer.sent.at(-1)?.content;
    const link = content?.kind === 'mailbox_created' ? content.loginLink : '';
    return world.provisioner.useCode(link.slice(link.lastIndexOf('/') + 1));
  };

  it('keeps its link when it leaves soon', async () => {
    await announceDuringOutage();
    await wait(600);
    world.mailer.setDown(false);
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(1);
    expect(world.mailer.sent).toHaveLength(1);
    expect(opened()).toBe('jean@evry.fr');
  });

  it('gets a fresh link when the mail server was down for long', async () => {
    await announceDuringOutage();
    await wait(3 * 3600);
    world.mailer.setDown(false);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
    expect(opened()).toBe('jean@evry.fr');
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('leaves as it is when the job is of an earlier release, which did not name the mailbox', async () => {
    const content = { kind: 'mailbox_created', address: 'a@evry.fr', loginLink: 'https://x/' } as const;
    const mail = makeOutgoingMail({ content, updatedAt: new Date(START.getTime() - 7_200_000) });
    await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
    await world.handlers.deliver_mail({ name: 'deliver_mail', outgoingMailId: mail.id });
    expect(world.mailer.sent).toMatchObject([{ content }]);
  });

  it('other mails never wait for a link', async () => {
    world.clock.advance(7_200);
    const mailboxId = 'm' as MailboxId;
    await world.handlers.deliver_mail({ name: 'deliver_mail', outgoingMailId: MAIL.id, mailboxId });
    expect(world.mailer.sent).toHaveLength(1);
  });
});
