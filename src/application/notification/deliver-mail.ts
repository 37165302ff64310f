import { ENROLMENT_CODE_MS } from '../../domain/identity/enrolment-proof.ts';
import { endOfPasswordLink, type PasswordLinkLifetimes } from '../../domain/identity/password-link.ts';
import { endOfMailLink } from '../../domain/notification/mail-link.ts';
import { DomainError, isOutage } from '../../domain/shared/errors.ts';
import type { MailboxId, OutgoingMailId } from '../../domain/shared/ids.ts';
import { isUnreadable } from '../../domain/shared/unreadable.ts';
import type { JobHandler } from '../shared/jobs/job.ts';
import type { Logger } from '../shared/logger.ts';
import type { Clock, TextDigest } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { withoutKey } from './end-of-unreadable-mail.ts';
import { linkIdAt } from './link-address.ts';
import { LOGIN_CODE_LIMITS } from './login-code-limits.ts';
import type { MailContent } from './mail-content.ts';
import { makeMailTroubleReports } from './mail-trouble-reports.ts';
import type { Mailer } from './mailer.ts';
import type { MailTrouble, OutgoingMail, UnsentStatus } from './outgoing-mail-repository.ts';

type Stores = Pick<Repositories, 'outgoingMails' | 'outbox' | 'mailLinks' | 'passwordLinks'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  digest: TextDigest;
  mailer: Mailer;
  clock: Clock;
  logger: Logger;
  passwordSettings: Readonly<{ linkLifetimes: PasswordLinkLifetimes }>;
};

type ReadyMail = Extract<OutgoingMail, { status: 'ready'; content: MailContent }>;

/** The login link of a mail that waited longer than this, in milliseconds, would expire soon after delivery. */
const LINK_FRESHNESS_MS = (LOGIN_CODE_LIMITS.expiresInSeconds * 1000) / 2;

/** How long, in milliseconds, a postponed mail is retried (RFC 5321 4.5.4.1: four to five days). */
const LONGEST_POSTPONEMENT_MS = 5 * 24 * 3600 * 1000;

const LONGEST_PAUSE_SECONDS = 15 * 60;

/**
 * The failure with a delay of at least a quarter of the time that the mail has waited. Its job alone does not know that
 * time: a mail that goes back for a fresh login link gets a new job.
 */
function withProportionalDelay(error: DomainError, { since }: MailTrouble, now: Date): DomainError {
  const seconds = Math.min((now.getTime() - since.getTime()) / 4_000, LONGEST_PAUSE_SECONDS);
  const retryAfterSeconds = Math.max(seconds, error.retryAfterSeconds ?? 0);
  return new DomainError(error.code, error.message, {
    cause: error,
    params: error.params,
    retryAfterSeconds,
  });
}

const reasonOf = ({ params, code }: DomainError): string => params['reason'] ?? code;

/**
 * Hands a mail to the mail server, then erases its content. After a crash between the server's answer and our commit,
 * the mail is sent again under the same Message-ID: SMTP has no way to ask whether a message was taken. After a long
 * outage of the mail server, a mail with a login link goes back to get a fresh one; the time of a link to our
 * page begins when the mail is handed over. A mail whose link is gone, or has ended, is given up.
 *
 * Only a refusal of its recipient or content ends a mail at once. Every other failure is an outage: the mail is retried
 * for five days. The content of an unsent mail is kept so that staff can send it again.
 */
export const makeDeliverMail = ({
  unitOfWork,
  digest,
  mailer,
  clock,
  logger,
  passwordSettings,
}: Deps): JobHandler<'deliver_mail'> => {
  const reports = makeMailTroubleReports({ clock, logger });

  /** Begins the time of the mail's link to a page of ours, if it has one; false where that, or its code, leads nowhere. */
  const beginLink = async (
    { mailLinks, passwordLinks }: Stores,
    { content, createdAt }: Pick<ReadyMail, 'content' | 'createdAt'>,
    now: Date,
  ): Promise<boolean> => {
    if ('pageLink' in content) {
      return mailLinks.extend(linkIdAt(digest, content.pageLink), endOfMailLink(now));
    }
    if ('enrolmentCode' in content) return now.getTime() - createdAt.getTime() < ENROLMENT_CODE_MS;
    if (!('passwordLink' in content)) return true;
    const end = endOfPasswordLink(content.purpose, now, passwordSettings.linkLifetimes);
    return passwordLinks.extend(linkIdAt(digest, content.passwordLink), end);
  };

  /** `named`: the mailbox in the job; mails of earlier releases have none. */
  const claim = (id: OutgoingMailId, named: MailboxId | undefined): Promise<ReadyMail | undefined> =>
    unitOfWork.run(async (stores) => {
      const { outgoingMails, outbox } = stores;
      const found = await outgoingMails.lock(id);
      if (found?.status !== 'ready') return undefined;
      const { mailboxId = named, content: stored } = found;
      const now = clock.now();
      if (isUnreadable(stored)) {
        // Nothing of it can be sent, but staff can once the missing key is back.
        logger.error('no key opens a mail', { outgoingMailId: id });
        await outgoingMails.update(withoutKey(found, now));
        return undefined;
      }
      const mail: ReadyMail = { ...found, status: 'ready', content: stored };
      const current = mailboxId === undefined ? mail : { ...mail, mailboxId };
      if (!(await beginLink(stores, current, now))) {
        const trouble = { since: now, reason: 'NO_LINK' };
        await outgoingMails.update({
          ...current,
          status: 'given_up',
          content: null,
          trouble,
          updatedAt: now,
        });
        return undefined;
      }
      const isFresh = now.getTime() - current.updatedAt.getTime() < LINK_FRESHNESS_MS;
      if (mailboxId === undefined || !('loginLink' in current.content) || isFresh) return current;
      const { loginLink: _expiring, ...content } = current.content;
      await outgoingMails.update({ ...current, status: 'draft', content, updatedAt: now });
      await outbox.append({ name: 'complete_mail_draft', outgoingMailId: id, mailboxId });
      return undefined;
    });

  const noteSent = (mail: ReadyMail): Promise<void> =>
    unitOfWork.run(({ outgoingMails }) =>
      outgoingMails.update({
        ...mail,
        status: 'sent',
        content: null,
        trouble: null,
        updatedAt: clock.now(),
      }),
    );

  /** Ends a mail unless a concurrent job has ended it; returns whether it did. */
  const end = (mail: ReadyMail, status: UnsentStatus, trouble: MailTrouble): Promise<boolean> =>
    unitOfWork.run(async ({ outgoingMails }) => {
      const current = await outgoingMails.lock(mail.id);
      if (current?.status !== 'ready') return false;
      await outgoingMails.update({ ...mail, status, trouble, updatedAt: clock.now() });
      return true;
    });

  /** Stores why a mail waits. Its `updatedAt`, the date of its login link, stays. */
  const note = (mail: ReadyMail, trouble: MailTrouble): Promise<void> =>
    unitOfWork.run(async ({ outgoingMails }) => {
      const current = await outgoingMails.lock(mail.id);
      if (current?.status === 'ready') await outgoingMails.update({ ...current, trouble });
    });

  /**
   * Gives up a mail that was postponed for too long.
   * @throws DomainError `mailer.unavailable` when it goes on waiting
   */
  const postpone = async (mail: ReadyMail, error: DomainError): Promise<void> => {
    reports.failed(error);
    const now = clock.now();
    const trouble = { since: mail.trouble?.since ?? now, reason: reasonOf(error) };
    if (now.getTime() - trouble.since.getTime() < LONGEST_POSTPONEMENT_MS) {
      if (trouble.reason !== mail.trouble?.reason) await note(mail, trouble);
      throw withProportionalDelay(error, trouble, now);
    }
    if (await end(mail, 'given_up', trouble)) reports.gaveUp(mail, error);
  };

  const send = ({ id, recipient: to, language, content }: ReadyMail) =>
    mailer.send({ id, to, language, content });

  return async ({ outgoingMailId, mailboxId }) => {
    const mail = await claim(outgoingMailId, mailboxId);
    if (!mail) return undefined;
    try {
      await send(mail);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (isOutage(error)) {
        await postpone(mail, error);
        return undefined;
      }
      const { kind } = mail.content;
      logger.error('a mail was refused', { outgoingMailId, kind }, error);
      await end(mail, 'refused', { since: mail.trouble?.since ?? clock.now(), reason: reasonOf(error) });
      return undefined;
    }
    reports.succeeded();
    await noteSent(mail);
    return undefined;
  };
};
