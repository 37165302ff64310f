import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { withoutKey } from '../../notification/end-of-unreadable-mail.ts';
import { LOGIN_CODE_LIMITS } from '../../notification/login-code-limits.ts';
import type { OutgoingMail } from '../../notification/outgoing-mail-repository.ts';
import type { MailboxRef, MailProvisioner } from '../../provisioning/mail-provisioner.ts';
import { failAttempt } from '../../shared/jobs/fail-attempt.ts';
import { inTurns, oneByOne } from '../../shared/jobs/in-turns.ts';
import type { Job, JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outgoingMails' | 'outbox' | 'waitingJobs'>;

type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
  logger: Logger;
  mailSettings: MailSettings;
};

type Completion = Extract<Job, { name: 'complete_mail_draft' }>;

/** A draft, and the mailbox that its link opens. */
type Draft = Readonly<{ job: Completion; target: MailboxRef }>;

type Answer = Readonly<{ job: Completion; loginLink: string }>;

/**
 * Requests the login code that a drafted mail lacks, queues the mail, then continues with the next waiting drafts of the
 * same domain. A mail that is complete already is left alone.
 */
export const makeCompleteMailDraft = ({
  unitOfWork,
  mailProvisioner,
  clock,
  logger,
  mailSettings,
}: Deps): JobHandler<'complete_mail_draft'> => {
  /** The jobs whose mails are still drafts, each with its mailbox. */
  const claim = async ({ mailDomains, mailboxes, outgoingMails }: Stores, jobs: readonly Completion[]) => {
    const mails = await outgoingMails.lockMany(jobs.map(({ outgoingMailId }) => outgoingMailId));
    const unreadable = mails.filter(({ status, content }) => status === 'draft' && isUnreadable(content));
    for (const { id } of unreadable) logger.error('no key opens a mail', { outgoingMailId: id });
    await outgoingMails.updateMany(unreadable.map((mail) => withoutKey(mail, clock.now())));
    const drafts = new Set(
      mails.filter((mail) => mail.status === 'draft' && !unreadable.includes(mail)).map(({ id }) => id),
    );
    // Each mail is completed once, even if two jobs name it.
    const due = jobs.filter(({ outgoingMailId }) => drafts.delete(outgoingMailId));
    const found = new Map(
      (await mailboxes.findMany(due.map(({ mailboxId }) => mailboxId))).map((mailbox) => [
        mailbox.id,
        mailbox,
      ]),
    );
    const domains = new Map<MailDomain['id'], MailDomain | undefined>();
    for (const id of new Set([...found.values()].map(({ mailDomainId }) => mailDomainId))) {
      domains.set(id, await mailDomains.find(id));
    }
    const drafted = due.flatMap((job): Draft[] => {
      const mailbox = found.get(job.mailboxId);
      const mailDomain = mailbox && domains.get(mailbox.mailDomainId);
      return mailDomain ? [{ job, target: { domain: mailDomain.name, localPart: mailbox.localPart } }] : [];
    });
    const wanted = new Set(drafted.map(({ job }) => job.outgoingMailId));
    const lost = new Set(due.flatMap(({ outgoingMailId: id }) => (wanted.has(id) ? [] : [id])));
    await outgoingMails.updateMany(mails.filter(({ id }) => lost.has(id)).map(withoutMailbox));
    return drafted.map((work) => ({ job: work.job, work }));
  };

  /** Gives up a mail whose mailbox no longer exists: its login link would open nothing. */
  const withoutMailbox = (mail: OutgoingMail): OutgoingMail => {
    const now = clock.now();
    const trouble = { since: now, reason: 'NO_MAILBOX' };
    return { ...mail, status: 'given_up', content: null, trouble, updatedAt: now };
  };

  const ask = async ({ job, target }: Draft): Promise<Answer> => {
    const { code } = await mailProvisioner.issueLoginCode(target, LOGIN_CODE_LIMITS);
    return { job, loginLink: `${mailSettings.webmailUrl}/code/${encodeURIComponent(code)}` };
  };

  const complete = async ({ outgoingMails, outbox }: Stores, answers: readonly Answer[]): Promise<void> => {
    const updatedAt = clock.now();
    const mails = new Map(
      (await outgoingMails.lockMany(answers.map(({ job }) => job.outgoingMailId))).map((mail) => [
        mail.id,
        mail,
      ]),
    );
    const completed = answers.flatMap(({ job, loginLink }): { job: Completion; mail: OutgoingMail }[] => {
      const mail = mails.get(job.outgoingMailId);
      if (mail?.status !== 'draft' || isUnreadable(mail.content)) return [];
      return [
        { job, mail: { ...mail, status: 'ready', content: { ...mail.content, loginLink }, updatedAt } },
      ];
    });
    await outgoingMails.updateMany(completed.map(({ mail }) => mail));
    await outbox.appendAll(
      completed.map(({ job: { outgoingMailId, mailboxId } }) => ({
        name: 'deliver_mail',
        outgoingMailId,
        mailboxId,
      })),
    );
  };

  return (job) =>
    inTurns({
      unitOfWork,
      clock,
      job,
      claim,
      ask: (drafts, hasTime) => oneByOne(drafts, hasTime, ask),
      settle: (stores, { answers }) => complete(stores, answers),
      fail: async ({ target }, error) => {
        const address = mailboxAddress(target.localPart, target.domain);
        return failAttempt(logger, 'no login code for a new mailbox', { address }, error);
      },
    });
};
