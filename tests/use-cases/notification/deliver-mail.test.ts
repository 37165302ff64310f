import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../src/application/notification/outgoing-mail-repository.ts';
import type { MailboxId, OutgoingMailId } from '../../../src/domain/shared/ids.ts';
import { UNREADABLE } from '../../../src/domain/shared/unreadable.ts';
import { makeOutgoingMail } from '../../builders/make-outgoing-mail.ts';
import { newId } from '../../builders/new-id.ts';
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

it('gives up a mail that no key opens, says so, and leaves what is stored of it', async () => {
  await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.update({ ...MAIL, content: UNREADABLE }));
  await queue();
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toEqual([]);
  const trouble = { since: START, reason: 'NO_KEY' };
  expect(stored()).toEqual({ ...MAIL, status: 'given_up', content: UNREADABLE, trouble });
  expect(world.logger.entries).toMatchObject([{ level: 'error', fields: { outgoingMailId: MAIL.id } }]);
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
    expect(stored()).toEqual({ ...MAIL, trouble: { since: START, reason: 'ECONNREFUSED' } });
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

it('gives up after a definite refusal, keeps the content for a while and tells operators', async () => {
  world.mailer.refuseNext(1, 'definite');
  await queue();
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toEqual([]);
  const trouble = { since: START, reason: '550, 5.1.1' };
  expect(stored()).toEqual({ ...MAIL, status: 'refused', trouble });
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

const DAY = 24 * 3600;
const MORE = Array.from({ length: 20 }, () => makeOutgoingMail({ createdAt: START, updatedAt: START }));
const queueMore = (mails = MORE) =>
  world.unitOfWork.run(async ({ outgoingMails, outbox }) => {
    await outgoingMails.insertMany(mails);
    await outbox.appendAll(mails.map(({ id }) => ({ name: 'deliver_mail', outgoingMailId: id })));
  });
const errors = () => world.logger.entries.filter(({ level }) => level === 'error');
/** Carries out the due jobs every hour. */
const waitHours = async (hours: number) => {
  for (let hour = 0; hour < hours; hour += 1) {
    world.clock.advance(3600);
    await world.jobs.runDueJobs();
  }
};

describe('a mail server that refuses us', () => {
  it('loses none of the mails that wait: a repair brings each out once, under its id', async () => {
    world.mailer.refuseNext(10_000, 'configuration');
    await queue();
    await queueMore();
    await world.jobs.runDueJobs();
    await waitHours(100);
    expect(world.mailer.sent).toEqual([]);
    expect(stored()).toEqual({ ...MAIL, trouble: { since: START, reason: 'MAIL FROM, 553, 5.7.1' } });
    world.mailer.refuseNext(0, 'configuration');
    await world.jobs.runAllJobs();
    const ids = [MAIL, ...MORE].map(({ id }) => id);
    expect(world.mailer.sent.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(stored()).toEqual({ ...MAIL, status: 'sent', content: null, updatedAt: world.clock.now() });
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('is reported once, however many mails wait and however long', async () => {
    world.mailer.refuseNext(10_000, 'configuration');
    await queue();
    await queueMore();
    await world.jobs.runDueJobs();
    await waitHours(50);
    expect(errors()).toMatchObject([
      {
        message: 'mails wait for the mail server',
        fields: { trouble: 'configuration', since: START.toISOString(), reason: 'MAIL FROM, 553, 5.7.1' },
      },
    ]);
    world.mailer.refuseNext(0, 'configuration');
    await world.jobs.runAllJobs();
    expect(world.logger.entries.filter(({ level }) => level === 'info')).toMatchObject([
      { message: 'the mail server takes mails again' },
    ]);
    expect(errors()).toHaveLength(1);
  });

  it('is reported again when it happens again', async () => {
    for (let outage = 1; outage <= 2; outage += 1) {
      world.mailer.refuseNext(1, 'configuration');
      const again = makeOutgoingMail({ createdAt: START, updatedAt: START });
      await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(again));
      await world.jobs.enqueue({ name: 'deliver_mail', outgoingMailId: again.id });
      await world.jobs.runAllJobs();
      expect(errors()).toHaveLength(outage);
      world.clock.advance(2 * 3600);
    }
  });
});

describe('a mail server that does not answer', () => {
  it('is reported once, when that was no restart', async () => {
    world.mailer.setDown(true);
    await queue();
    for (let minute = 0; minute < 10; minute += 1) {
      await world.jobs.runDueJobs();
      world.clock.advance(60);
    }
    expect(errors()).toEqual([]);
    await waitHours(24);
    expect(errors()).toMatchObject([{ fields: { trouble: 'connection', reason: 'ECONNREFUSED' } }]);
  });

  it('that puts off one mail for now is not, as long as it takes others', async () => {
    await queue();
    for (let hour = 0; hour < 24; hour += 1) {
      world.mailer.refuseNext(1, 'temporary');
      await world.jobs.runNext();
      await queueMore([makeOutgoingMail({ createdAt: START, updatedAt: START })]);
      await world.jobs.runNext();
      world.clock.advance(3600);
    }
    expect(world.mailer.sent).toHaveLength(24);
    expect(errors()).toEqual([]);
  });

  it('that puts off every mail for long is reported, once', async () => {
    world.mailer.refuseNext(10_000, 'temporary');
    await queueMore();
    await world.jobs.runDueJobs();
    expect(errors()).toEqual([]);
    await waitHours(24);
    expect(errors()).toMatchObject([{ fields: { trouble: 'temporary', reason: '451' } }]);
  });
});

describe('a mail that is not taken for five days', () => {
  it.each(['temporary', 'configuration'] as const)('(%s) is given up, visibly, and kept', async (answer) => {
    world.mailer.refuseNext(10_000, answer);
    await queue();
    await world.jobs.runDueJobs();
    await waitHours(5 * 24 - 1);
    expect(stored()).toMatchObject({ status: 'ready' });
    await waitHours(2);
    expect(stored()).toMatchObject({ status: 'given_up', content: MAIL.content, trouble: { since: START } });
    expect(world.jobs.waiting()).toEqual([]);
    expect(errors().at(-1)).toMatchObject({
      message: 'a mail was given up',
      fields: { outgoingMailId: MAIL.id, kind: 'mail_domain_enabled' },
    });
    await deliver();
    expect(world.mailer.sent).toEqual([]);
  });

  it('is reported once with all that are given up with it', async () => {
    world.mailer.refuseNext(10_000, 'temporary');
    await queueMore();
    await world.jobs.runDueJobs();
    await waitHours(5 * 24 + 1);
    const ended = MORE.map(({ id }) => world.tables().outgoingMails.find(id)?.status);
    expect(new Set(ended)).toEqual(new Set(['given_up']));
    const told = world.logger.entries.filter(({ message }) => message === 'a mail was given up');
    expect(told).toHaveLength(MORE.length);
    expect(told.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('has five days of its own after it waited for its login link for longer', async () => {
    const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
    const secondaryEmail = 'jean@perso.example';
    const mailbox = await world.addMailbox({ mailDomainId, localPart: 'jean', secondaryEmail });
    await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: mailbox.id });
    await world.jobs.runNext();
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await waitHours(6 * 24);
    world.provisioner.setTrouble(undefined);
    world.mailer.refuseNext(3, 'temporary');
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toMatchObject([{ to: secondaryEmail }]);
  });
});

describe('the content of a mail that ended unsent', () => {
  const erase = () => world.handlers.erase_unsent_mails({ name: 'erase_unsent_mails' });
  const at = (days: number) => new Date(START.getTime() + days * DAY * 1000);

  it('is erased after the time that is set, while the mail stays', async () => {
    world.mailer.refuseNext(1, 'definite');
    await deliver();
    const waiting = makeOutgoingMail({ createdAt: START, updatedAt: START });
    await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(waiting));
    const kept = stored();
    world.clock.advance(7 * DAY);
    await erase();
    expect(stored()).toEqual(kept);
    world.clock.advance(1);
    await erase();
    expect(stored()).toEqual({ ...kept, content: null });
    expect(world.tables().outgoingMails.find(waiting.id)).toEqual(waiting);
    world.clock.advance(30 * DAY);
    await erase();
    expect(stored()).toEqual({ ...kept, content: null, updatedAt: at(0) });
  });

  it('is forgotten, with its recipient, after the time of the log, in batches', async () => {
    world = await openUseCaseWorld({ settings: { mailLogRetentionDays: 30 } });
    const others = Array.from({ length: 2_000 }, () => ({ ...MAIL, id: newId<OutgoingMailId>() }));
    await world.unitOfWork.run(({ outgoingMails }) =>
      outgoingMails.insertMany(
        [MAIL, ...others].map((mail): OutgoingMail => ({ ...mail, status: 'sent', content: null })),
      ),
    );
    world.clock.advance(30 * DAY);
    await erase();
    expect(world.tables().outgoingMails.all(() => true)).toHaveLength(2_001);
    world.clock.advance(1);
    await world.jobs.enqueue({ name: 'erase_unsent_mails' });
    await world.jobs.runDueJobs();
    expect(world.tables().outgoingMails.all(() => true)).toEqual([]);
  });

  it('is erased sooner where the installation wants so', async () => {
    world = await openUseCaseWorld({ settings: { mailKeptForSeconds: 3600 } });
    await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(MAIL));
    world.mailer.refuseNext(1, 'definite');
    await deliver();
    world.clock.advance(3601);
    await erase();
    expect(stored()).toMatchObject({ status: 'refused', content: null });
  });
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
    const link = content && 'loginLink' in content ? content.loginLink : '';
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

  it('asks neither for links nor the mail server more often, the longer that is down', async () => {
    await announceDuringOutage();
    await wait(4 * 3600);
    const asked = world.provisionerCalls.count('issueLoginCode');
    const tried = () => world.logger.entries.filter(({ message }) => message === 'job postponed').length;
    const before = tried();
    await wait(4 * 3600);
    // At most a quarter of an hour between two attempts, and a link is valid for half an hour.
    expect(world.provisionerCalls.count('issueLoginCode') - asked).toBeLessThanOrEqual(8);
    expect(tried() - before).toBeLessThanOrEqual(20);
    expect(tried() - before).toBeGreaterThanOrEqual(12);
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
