import { DomainError } from '../../domain/shared/errors.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Logger } from '../ports/logger.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OutgoingMail } from '../ports/outgoing-mail-repository.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outgoingMails'>>;
  mailer: Mailer;
  clock: Clock;
  logger: Logger;
};

/**
 * Hands a mail to the mail server, then erases its content. A crash between the server's answer and our note of it
 * sends the mail again under the same Message-ID: SMTP has no way to ask whether a message was taken.
 */
export const makeDeliverMail =
  ({ unitOfWork, mailer, clock, logger }: Deps): JobHandler<'deliver_mail'> =>
  async ({ outgoingMailId }) => {
    const mail = await unitOfWork.run(({ outgoingMails }) => outgoingMails.lock(outgoingMailId));
    if (mail?.status !== 'ready') return undefined;

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
