import { beforeEach, describe, expect, it } from 'vitest';
import type { MailContent } from '../../../src/application/notification/mail-content.ts';
import type { OutgoingMail } from '../../../src/application/notification/outgoing-mail-repository.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { Provisioned } from '../../../src/domain/mailbox/provisioning.ts';
import type { OutgoingMailId } from '../../../src/domain/shared/ids.ts';
import { UNREADABLE } from '../../../src/domain/shared/unreadable.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import type { GivenOfMailbox } from '../../builders/make-mailbox.ts';
import { makeOutgoingMail } from '../../builders/make-outgoing-mail.ts';
import { newId } from '../../builders/new-id.ts';
import { done } from '../../builders/provisioned.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const OWNER = 'jean@perso.example';
const DAY = 24 * 3600;

let world: UseCaseWorld;
let staff: Actor;
beforeEach(async () => {
  world = await openUseCaseWorld();
  staff = (await world.addPerson({ isStaff: true })).actor;
});

const stored = (id: OutgoingMailId) => world.tables().outgoingMails.find(id);
const sendAgain = (id: OutgoingMailId, by = staff) => world.useCases.sendMailAgain(by, id);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
const insert = async (mail: OutgoingMail) => {
  await world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
  return mail;
};
const refused = (given: Parameters<typeof makeOutgoingMail>[0] = {}) =>
  insert({ ...makeOutgoingMail({ createdAt: START, updatedAt: START, ...given }), status: 'refused' });

/** A mailbox whose announcement was refused, all the way through its jobs. */
const announceInVain = async (given: Partial<GivenOfMailbox> = {}) => {
  const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
  const mailbox = await world.addMailbox({
    mailDomainId,
    localPart: 'jean',
    secondaryEmail: OWNER,
    ...given,
  });
  world.mailer.refuseNext(1, 'definite');
  await world.jobs.enqueue({ name: 'provision_mailbox', mailboxId: mailbox.id });
  await world.jobs.runAllJobs();
  const [mail] = world.tables().outgoingMails.all(() => true);
  if (!mail) throw new Error('no mail');
  expect(mail).toMatchObject({ status: 'refused', mailboxId: mailbox.id, kind: 'mailbox_created' });
  const change = (changed: Pick<Mailbox, 'secondaryEmail'> | Provisioned) =>
    world.unitOfWork.run(async ({ mailboxes }) => {
      const current = await mailboxes.lock(mailbox.id);
      if (current) await mailboxes.update({ ...current, ...changed });
    });
  return { mail, mailbox, change };
};

it('lists for staff alone', async () => {
  const mail = await refused();
  const page = { number: 1, size: 10, order: [{ field: 'created_at', descending: false }] } as const;
  expect(await world.useCases.listUnsentMails(staff, {}, page)).toMatchObject({
    total: 1,
    items: [{ id: mail.id, status: 'refused', isKept: true }],
    management: { list: true, sendAgain: true },
  });
  const { actor } = await world.addPerson();
  expect(await codeOf(world.useCases.listUnsentMails(actor, {}, page))).toBe(
    'outgoing_mail.action_forbidden',
  );
});

describe('sending again', () => {
  it('hands the mail over under its id, as it was, and leaves a trace', async () => {
    const mail = await refused();
    world.clock.advance(3 * DAY);
    await sendAgain(mail.id);
    expect(stored(mail.id)).toMatchObject({ status: 'ready', trouble: null, createdAt: START });
    await world.jobs.runAllJobs();
    const { id, recipient: to, language, content } = mail;
    expect(world.mailer.sent).toEqual([{ id, to, language, content }]);
    expect(stored(id)).toMatchObject({ status: 'sent', content: null });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'outgoing_mail.sent_again',
      objectType: 'outgoing_mail',
      objectId: id,
      label: to,
      actorId: staff.userId,
      organizationId: null,
      details: { kind: 'mail_domain_enabled' },
    });
  });

  it('gives a mail that was given up five days of its own', async () => {
    const mail = await insert({
      ...makeOutgoingMail({ trouble: { since: START, reason: '451' }, createdAt: START, updatedAt: START }),
      status: 'given_up',
    });
    world.clock.advance(6 * DAY);
    await sendAgain(mail.id);
    world.mailer.refuseNext(3, 'temporary');
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is for staff alone', async () => {
    const mail = await refused();
    const { actor } = await world.addPerson();
    expect(await codeOf(sendAgain(mail.id, actor))).toBe('outgoing_mail.action_forbidden');
    expect(stored(mail.id)).toEqual(mail);
    expect(world.audited()).toEqual([]);
  });

  it('refuses what waits, was sent, is erased or is not there', async () => {
    const waiting = await insert(makeOutgoingMail());
    const sent = await insert({ ...makeOutgoingMail(), status: 'sent', content: null });
    const erased = await insert({ ...makeOutgoingMail(), status: 'refused', content: null });
    expect(await codeOf(sendAgain(waiting.id))).toBe('outgoing_mail.not_ended');
    expect(await codeOf(sendAgain(sent.id))).toBe('outgoing_mail.not_ended');
    expect(await codeOf(sendAgain(erased.id))).toBe('outgoing_mail.content_erased');
    const lost = await insert({ ...makeOutgoingMail(), status: 'given_up', content: UNREADABLE });
    expect(await codeOf(sendAgain(lost.id))).toBe('outgoing_mail.content_unreadable');
    expect(await codeOf(sendAgain(newId<OutgoingMailId>()))).toBe('outgoing_mail.not_found');
    expect(world.jobs.waiting()).toEqual([]);
  });

  it('twice at once sends one mail', async () => {
    const mail = await refused();
    const results = await Promise.allSettled([sendAgain(mail.id), sendAgain(mail.id)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
  });
});

describe('a mail that held a login link', () => {
  const opened = () => {
    const content = world.mailer.sent.at(-1)?.content;
    const link = content && 'loginLink' in content ? content.loginLink : '';
    return world.provisioner.useCode(link.slice(link.lastIndexOf('/') + 1));
  };

  it('is sent again with a new one', async () => {
    const { mail } = await announceInVain();
    world.clock.advance(2 * DAY);
    await sendAgain(mail.id);
    expect(stored(mail.id)).toMatchObject({ status: 'draft' });
    expect(stored(mail.id)?.content).not.toHaveProperty('loginLink');
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toMatchObject([{ id: mail.id, to: OWNER }]);
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(2);
    expect(opened()).toBe('jean@evry.fr');
  });

  it.each<[string, Pick<Mailbox, 'secondaryEmail'> | Provisioned]>([
    ['has another address by now', { secondaryEmail: 'new@perso.example' }],
    ['has no address any more', { secondaryEmail: null }],
    ['is disabled', done({}, 'disabled')],
  ])('is not sent where the mailbox %s', async (_what, changed) => {
    const { mail, change } = await announceInVain();
    await change(changed);
    expect(await codeOf(sendAgain(mail.id))).toBe('outgoing_mail.outdated');
    expect(stored(mail.id)).toEqual(mail);
  });

  it('is not sent where the mailbox is gone, or is not known', async () => {
    const { mail, mailbox } = await announceInVain();
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.delete(mailbox.id));
    expect(await codeOf(sendAgain(mail.id))).toBe('outgoing_mail.outdated');
    const content: MailContent = {
      kind: 'login_link',
      address: 'jean@evry.fr',
      loginLink: 'https://x/code/y',
    };
    const ofNobody = await refused({ content });
    expect(await codeOf(sendAgain(ofNobody.id))).toBe('outgoing_mail.outdated');
  });

  it('or a password goes to no address that the owner has given up', async () => {
    const { mailbox, change } = await announceInVain();
    const content: MailContent = {
      kind: 'password_reset',
      address: 'jean@evry.fr',
      password: 'secret',
      link: 'https://webmail.test',
    };
    const mail = await refused({ content, recipient: OWNER, mailboxId: mailbox.id });
    await change({ secondaryEmail: 'new@perso.example' });
    expect(await codeOf(sendAgain(mail.id))).toBe('outgoing_mail.outdated');
    await change({ secondaryEmail: OWNER });
    await sendAgain(mail.id);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toMatchObject([{ id: mail.id, content }]);
  });
});

describe('the mail of an invitation', () => {
  const invite = async () => {
    const { user } = await world.addPerson();
    const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr' });
    const invitation = makeMailDomainInvitation({
      mailDomainId,
      issuerId: user.id,
      expiresAt: new Date(START.getTime() + DAY * 1000),
    });
    await world.unitOfWork.run(({ mailDomainInvitations }) => mailDomainInvitations.insert(invitation));
    const content: MailContent = {
      kind: 'mail_domain_invitation',
      domain: 'evry.fr',
      role: invitation.role,
      link: 'https://regie.test',
    };
    const mail = await refused({ content, recipient: invitation.email, invitationId: invitation.id });
    return { invitation, mail };
  };

  it('is sent again once the invitation has expired, which is good for its full time again', async () => {
    const { invitation, mail } = await invite();
    world.clock.advance(6 * DAY);
    await sendAgain(mail.id);
    expect(world.tables().mailDomainInvitations.find(invitation.id)).toEqual({
      ...invitation,
      expiresAt: new Date(START.getTime() + (6 + 7) * DAY * 1000),
      updatedAt: world.clock.now(),
    });
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toMatchObject([{ id: mail.id, to: invitation.email }]);
    expect(world.audited().at(-1)?.details).toMatchObject({ invitationRenewed: true });
  });

  it('is not sent where the invitation was withdrawn or accepted', async () => {
    const { invitation, mail } = await invite();
    await world.unitOfWork.run(({ mailDomainInvitations }) => mailDomainInvitations.delete(invitation.id));
    expect(await codeOf(sendAgain(mail.id))).toBe('outgoing_mail.outdated');
  });
});
