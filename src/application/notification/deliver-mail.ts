import { DomainError, isOutage } from '../../domain/shared/errors.ts';
import type { MailboxId, OutgoingMailId } from '../../domain/shared/ids.ts';
import type { JobHandler } from '../shared/jobs/job.ts';
import type { Logger } from '../shared/logger.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { LOGIN_CODE_LIMITS } from './login-code-limits.ts';
import { makeMailTroubleReports } from './mail-trouble-reports.ts';
import type { Mailer } from './mailer.ts';
import type { MailTrouble, OutgoingMail, UnsentStatus } from './outgoing-mail-repository.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outgoingMails' | 'outbox'>>;
  mailer: Mailer;
  clock: Clock;
  logger: Logger;
};

type ReadyMail = Extract<OutgoingMail, { status: 'ready' }>;

/** A mail that waited longer than this, in milliseconds, would reach its reader with a login link about to expire. */
const LINK_FRESHNESS_MS = (LOGIN_CODE_LIMITS.expiresInSeconds * 1000) / 2;

/** How long, in milliseconds, a mail that the server does not take is tried again (RFC 5321 4.5.4.1: four to five days). */
const LONGEST_POSTPONEMENT_MS = 5 * 24 * 3600 * 1000;

const LONGEST_PAUSE_SECONDS = 15 * 60;

/**
 * The failure, to be tried again no sooner than after a quarter of the time that the mail has waited. Its job alone does not
 * know: a mail that goes back for a fresh login link gets a new one.
 */
function inProportion(error: DomainError, { since }: MailTrouble, now: Date): DomainError {
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
 * Hands a mail to the mail server, then erases its content. A crash between the server's answer and our note of it
 * sends the mail again under the same Message-ID: SMTP has no way to ask whether a message was taken. After a long
 * outage of the mail server, a mail with a login link goes back to get a fresh one.
 *
 * Only a judgement of its recipient or content ends a mail at once. Whatever else the server says is an outage: the mail
 * is tried again, for five days. The content of one that ended unsent is kept for staff to send it again.
 */
export const makeDeliverMail = ({ unitOfWork, mailer, clock, logger }: Deps): JobHandler<'deliver_mail'> => {
  const reports = makeMailTroubleReports({ clock, logger });

  /** `named`: the mailbox that the job names; mails of earlier releases do not. */
  const claim = (id: OutgoingMailId, named: MailboxId | undefined): Promise<ReadyMail | undefined> =>
    unitOfWork.run(async ({ outgoingMails, outbox }) => {
      const found = await outgoingMails.lock(id);
      if (found?.status !== 'ready') return undefined;
      const { mailboxId = named } = found;
      const current = mailboxId === undefined ? found : { ...found, mailboxId };
      const now = clock.now();
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

  /** Ends a mail unless somebody else, who had it at the same time, has by now. Tells whether it did. */
  const end = (mail: ReadyMail, status: UnsentStatus, trouble: MailTrouble): Promise<boolean> =>
    unitOfWork.run(async ({ outgoingMails }) => {
      const current = await outgoingMails.lock(mail.id);
      if (current?.status !== 'ready') return false;
      await outgoingMails.update({ ...mail, status, trouble, updatedAt: clock.now() });
      return true;
    });

  /** Notes why a mail waits. Its `updatedAt` stays: that is when its login link was made. */
  const note = (mail: ReadyMail, trouble: MailTrouble): Promise<void> =>
    unitOfWork.run(async ({ outgoingMails }) => {
      const current = await outgoingMails.lock(mail.id);
      if (current?.status === 'ready') await outgoingMails.update({ ...current, trouble });
    });

  /** Gives a mail up that was not taken for too long. @throws DomainError `mailer.unavailable` where it goes on waiting */
  const postpone = async (mail: ReadyMail, error: DomainError): Promise<void> => {
    reports.failed(error);
    const now = clock.now();
    const trouble = { since: mail.trouble?.since ?? now, reason: reasonOf(error) };
    if (now.getTime() - trouble.since.getTime() < LONGEST_POSTPONEMENT_MS) {
      if (trouble.reason !== mail.trouble?.reason) await note(mail, trouble);
      throw inProportion(error, trouble, now);
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
