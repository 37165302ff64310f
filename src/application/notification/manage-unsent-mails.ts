import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import {
  ensureMayManageUnsentMails,
  type UnsentMailManagement,
  unsentMailManagement,
} from '../../domain/notification/unsent-mail-management.ts';
import { isSameEmail } from '../../domain/shared/email-address.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainInvitationId, OutgoingMailId, TeamInvitationId } from '../../domain/shared/ids.ts';
import { isUnreadable } from '../../domain/shared/unreadable.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { MailContent } from './mail-content.ts';
import type {
  OutgoingMailQueries,
  UnsentMailFilter,
  UnsentMailOrderField,
  UnsentMailView,
} from './outgoing-mail-queries.ts';
import type { OutgoingMail, UnsentMail } from './outgoing-mail-repository.ts';

/** A person who manages unsent mails (an `Actor` is one), or an operator at the command line, as staff. */
export type UnsentMailManager = AuditAuthor & { readonly isStaff: boolean };

export type ListUnsentMails = (
  by: UnsentMailManager,
  filter: UnsentMailFilter,
  request: CursorRequest<UnsentMailOrderField>,
) => Promise<Page<UnsentMailView> & { readonly management: UnsentMailManagement }>;

/** All unsent mails, for staff. @throws DomainError `outgoing_mail.action_forbidden` */
export const makeListUnsentMails =
  ({ outgoingMailQueries }: { outgoingMailQueries: OutgoingMailQueries }): ListUnsentMails =>
  async ({ isStaff }, filter, request) => {
    ensureMayManageUnsentMails(isStaff, 'list');
    const page = await searchPage(filter.search, (search) =>
      outgoingMailQueries.pageOfUnsent({ ...filter, search }, request),
    );
    return { ...page, management: unsentMailManagement(isStaff) };
  };

type Stores = Pick<
  Repositories,
  'outgoingMails' | 'outbox' | 'mailboxes' | 'teamInvitations' | 'mailDomainInvitations' | 'audit'
>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

type Kept = UnsentMail & { readonly content: MailContent };
export type SendMailAgain = (by: UnsentMailManager, id: OutgoingMailId) => Promise<OutgoingMail>;

/**
 * Sends an unsent mail again, under its Message-ID and with a new period of five days. Its login link is renewed, and so
 * is the lifetime of its invitation. The mail must not be outdated: a login link or a password is only sent to the
 * mailbox's present secondary address, and an invitation only while it exists.
 *
 * @throws DomainError `outgoing_mail.action_forbidden`, `outgoing_mail.not_found`, `outgoing_mail.not_ended` for a mail
 *   that waits or was sent, `outgoing_mail.content_erased`, `outgoing_mail.content_unreadable`,
 *   `outgoing_mail.outdated`
 */
export const makeSendMailAgain =
  ({ unitOfWork, clock }: Deps): SendMailAgain =>
  (by, id) =>
    unitOfWork.run(async (stores) => {
      ensureMayManageUnsentMails(by.isStaff, 'sendAgain');
      const mail = await lockKept(stores, id);
      const now = clock.now();
      const isRenewed = await renewInvitation(stores, mail, now);
      const queued = await queueAgain(stores, mail, now);
      await stores.audit.append(by, {
        at: now,
        action: 'outgoing_mail.sent_again',
        objectId: id,
        label: mail.recipient,
        organizationId: null,
        details: { kind: mail.content.kind, ...(isRenewed ? { invitationRenewed: true } : {}) },
      });
      return queued;
    });

async function lockKept({ outgoingMails }: Stores, id: OutgoingMailId): Promise<Kept> {
  const mail = await outgoingMails.lock(id);
  if (!mail) throw new DomainError('outgoing_mail.not_found', 'No such mail');
  if (mail.status !== 'refused' && mail.status !== 'given_up') {
    throw new DomainError('outgoing_mail.not_ended', 'The mail waits or was sent');
  }
  if (mail.content === null) {
    throw new DomainError('outgoing_mail.content_erased', 'What the mail said is erased');
  }
  if (isUnreadable(mail.content)) {
    throw new DomainError('outgoing_mail.content_unreadable', 'No key opens what the mail said');
  }
  return { ...mail, status: mail.status, content: mail.content };
}

const outdated = (): DomainError =>
  new DomainError('outgoing_mail.outdated', 'What the mail is about has changed');

/** The mail gets a new job, with new waiting times. */
async function queueAgain(stores: Stores, mail: Kept, now: Date): Promise<OutgoingMail> {
  const { outgoingMails, outbox } = stores;
  const { id, content } = mail;
  const mailbox = await mailboxOf(stores, mail);
  const again = { ...mail, trouble: null, updatedAt: now };
  if (!('loginLink' in content)) {
    const ready: OutgoingMail = { ...again, status: 'ready' };
    await outgoingMails.update(ready);
    await outbox.append({
      name: 'deliver_mail',
      outgoingMailId: id,
      ...(mailbox && { mailboxId: mailbox.id }),
    });
    return ready;
  }
  if (!mailbox) throw outdated();
  const { loginLink: _expired, ...rest } = content;
  const draft: OutgoingMail = { ...again, status: 'draft', content: rest };
  await outgoingMails.update(draft);
  const { id: mailboxId, mailDomainId } = mailbox;
  await outbox.append({ name: 'complete_mail_draft', outgoingMailId: id, mailboxId, mailDomainId });
  return draft;
}

/** The mailbox of the mail, if it has one. */
async function mailboxOf({ mailboxes }: Stores, mail: Kept): Promise<Mailbox | undefined> {
  if (mail.mailboxId === undefined) return undefined;
  const mailbox = await mailboxes.find(mail.mailboxId);
  const isOwners = isSameEmail(mailbox?.secondaryEmail ?? '', mail.recipient);
  if (mailbox?.status !== 'enabled' || !isOwners) throw outdated();
  return mailbox;
}

/** Renews the invitation of the mail; returns whether it has one. */
async function renewInvitation(
  { teamInvitations, mailDomainInvitations }: Stores,
  { invitationId, content: { kind } }: Kept,
  now: Date,
): Promise<boolean> {
  if (invitationId === undefined) return false;
  const renewed = { expiresAt: expiryOfInvitation(now), updatedAt: now };
  if (kind === 'team_invitation') {
    const invitation = await teamInvitations.findById(invitationId as TeamInvitationId);
    if (!invitation) throw outdated();
    await teamInvitations.update({ ...invitation, ...renewed });
    return true;
  }
  const invitation = await mailDomainInvitations.findById(invitationId as MailDomainInvitationId);
  if (!invitation) throw outdated();
  await mailDomainInvitations.update({ ...invitation, ...renewed });
  return true;
}
