import { mailboxAddress } from '../../domain/mail/mailbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Logger } from '../ports/logger.ts';
import type { MailProvisioner } from '../ports/mail-provisioner.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { MailSettings } from './check-mail-domain.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outgoingMails' | 'outbox'>>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
  logger: Logger;
  mailSettings: MailSettings;
};

/** Limits of a login link: an hour, and enough uses to survive a mail scanner that follows links. */
export const LOGIN_CODE_LIMITS = { expiresInSeconds: 3600, maxUses: 3 };
const SECONDS_UNTIL_OPERATORS_ACT = 60;

/** Asks for the login code that a drafted mail lacks, then queues the mail. A mail completed before stays as it is. */
export const makeCompleteMailDraft =
  ({ unitOfWork, mailProvisioner, clock, logger, mailSettings }: Deps): JobHandler<'complete_mail_draft'> =>
  async ({ outgoingMailId, mailboxId }) => {
    const target = await unitOfWork.run(async ({ mailDomains, mailboxes, outgoingMails }) => {
      if ((await outgoingMails.lock(outgoingMailId))?.status !== 'draft') return undefined;
      const mailbox = await mailboxes.find(mailboxId);
      const mailDomain = mailbox && (await mailDomains.find(mailbox.mailDomainId));
      return mailDomain && { domain: mailDomain.name, localPart: mailbox.localPart };
    });
    if (!target) return undefined;

    try {
      const { code } = await mailProvisioner.issueLoginCode(target, LOGIN_CODE_LIMITS);
      const loginLink = `${mailSettings.webmailUrl}/code/${encodeURIComponent(code)}`;
      await unitOfWork.run(async ({ outgoingMails, outbox }) => {
        const mail = await outgoingMails.lock(outgoingMailId);
        if (mail?.status !== 'draft') return;
        await outgoingMails.update({
          ...mail,
          status: 'ready',
          content: { ...mail.content, loginLink },
          updatedAt: clock.now(),
        });
        await outbox.append({ name: 'deliver_mail', outgoingMailId, mailboxId });
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      const address = mailboxAddress(target.localPart, target.domain);
      logger.error('no login code for a new mailbox', { address, code: error.code }, error);
      return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
    }
  };
