import { DomainError } from '../../domain/shared/errors.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Logger } from '../ports/logger.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OutgoingMail } from '../ports/outgoing-mail-repository.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { LOGIN_CODE_LIMITS } from './complete-mail-draft.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outgoingMails' | 'outbox'>>;
  mailer: Mailer;
  clock: Clock;
  logger: Logger;
};

type ReadyMail = Extract<OutgoingMail, { status: 'ready' }>;

/** A mail that waited longer than this, in milliseconds, would reach its reader with a login link about to expire. */
const LINK_FRESHNESS_MS = (LOGIN_CODE_LIMITS.expiresInSeconds * 1000) / 2;

/**
 * Hands a mail to the mail server, then erases its content. A crash between the server's answer and our note of it
 * sends the mail again under the same Message-ID: SMTP has no way to ask whether a message was taken. After a long
 * outage of the mail server, a mail with a login link goes back to get a fresh one.
 */
export const makeDeliverMail =
  ({ unitOfWork, mailer, clock, logger }: Deps): JobHandler<'deliver_mail'> =>
  async ({ outgoingMailId, mailboxId }) => {
    const takeUp = (): Promise<ReadyMail | undefined> =>
      unitOfWork.run(async ({ outgoingMails, outbox }) => {
        const current = await outgoingMails.lock(outgoingMailId);
        if (current?.status !== 'ready') return undefined;
        const now = clock.now();
        const isFresh = now.getTime() - current.updatedAt.getTime() < LINK_FRESHNESS_MS;
        if (mailboxId === undefined || !('loginLink' in current.content) || isFresh) return current;
        const { loginLink: _expiring, ...content } = current.content;
        await outgoingMails.update({ ...current, status: 'draft', content, updatedAt: now });
        await outbox.append({ name: 'complete_mail_draft', outgoingMailId, mailboxId });
        return undefined;
      });

    const mail = await takeUp();
    if (!mail) return undefined;

    const close = (status: 'sent' | 'refused') =>
      unitOfWork.run(async ({ outgoingMails }) => {
        const closed: OutgoingMail = { ...mail, status, content: null, updatedAt: clock.now() };
        await outgoingMails.update(closed);
      });

    try {
      await mailer.send({ id: mail.id, to: mail.recipient, language: mail.language, content: mail.content });
      await close('sent');
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      logger.error('a mail was refused', { outgoingMailId, kind: mail.content.kind }, error);
      await close('refused');
    }
    return undefined;
  };
