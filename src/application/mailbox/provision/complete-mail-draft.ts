import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { LOGIN_CODE_LIMITS } from '../../notification/login-code-limits.ts';
import type { OutgoingMail } from '../../notification/outgoing-mail-repository.ts';
import type { MailboxRef, MailProvisioner } from '../../provisioning/mail-provisioner.ts';
import { type Done, inTurns, oneByOne } from '../../shared/jobs/in-turns.ts';
import type { Job, JobHandler, JobOutcome } from '../../shared/jobs/job.ts';
import { SECONDS_UNTIL_OPERATORS_ACT } from '../../shared/jobs/seconds-until-operators-act.ts';
import type { WaitingJob } from '../../shared/jobs/waiting-jobs.ts';
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

type Item = Readonly<{
  job: Completion;
  /** The mailbox that the link opens. */
  target: MailboxRef;
  /** Its job, unless it is the one being carried out. */
  waiting?: WaitingJob<'complete_mail_draft'>;
}>;

type Answer = Readonly<{ job: Completion; loginLink: string }>;

/**
 * Asks for the login code that a drafted mail lacks, then queues the mail; then goes on with the drafts of the same domain
 * that wait next, as provisionings do. A mail completed before stays as it is.
 */
export const makeCompleteMailDraft = ({
  unitOfWork,
  mailProvisioner,
  clock,
  logger,
  mailSettings,
}: Deps): JobHandler<'complete_mail_draft'> => {
  /** The mailboxes of those jobs whose mails are still drafts. */
  const takeUp = async (
    { mailDomains, mailboxes, outgoingMails }: Stores,
    jobs: readonly Completion[],
  ): Promise<readonly Item[]> => {
    const mails = await outgoingMails.lockMany(jobs.map(({ outgoingMailId }) => outgoingMailId));
    const drafts = new Set(mails.filter(({ status }) => status === 'draft').map(({ id }) => id));
    // Each mail once, though two jobs may be about it.
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
    const items = due.flatMap((job): Item[] => {
      const mailbox = found.get(job.mailboxId);
      const mailDomain = mailbox && domains.get(mailbox.mailDomainId);
      return mailDomain ? [{ job, target: { domain: mailDomain.name, localPart: mailbox.localPart } }] : [];
    });
    const wanted = new Set(items.map(({ job }) => job.outgoingMailId));
    const lost = new Set(due.flatMap(({ outgoingMailId: id }) => (wanted.has(id) ? [] : [id])));
    await outgoingMails.updateMany(mails.filter(({ id }) => lost.has(id)).map(withoutMailbox));
    return items;
  };

  /** Nothing is left that a login link could open. */
  const withoutMailbox = (mail: OutgoingMail): OutgoingMail => {
    const now = clock.now();
    const trouble = { since: now, reason: 'NO_MAILBOX' };
    return { ...mail, status: 'given_up', content: null, trouble, updatedAt: now };
  };

  const ask = async ({ job, target }: Item): Promise<Answer> => {
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
      if (mail?.status !== 'draft') return [];
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

  const goOn = async (stores: Stores, job: Completion, limit: number): Promise<readonly Item[]> => {
    if (limit === 0) return [];
    const following = await stores.waitingJobs.following(job, limit);
    const items = await takeUp(
      stores,
      following.map((waiting) => waiting.job),
    );
    const waitingOf = new Map(following.map((waiting) => [waiting.job, waiting]));
    const taken = new Set(items.map((item) => item.job));
    await stores.waitingJobs.finish(following.filter((waiting) => !taken.has(waiting.job)));
    return items.map((item) => {
      const waiting = waitingOf.get(item.job);
      return { ...item, ...(waiting && { waiting }) };
    });
  };

  const store = (job: Completion, items: readonly Item[], { answers }: Done<Answer>, limit: number) =>
    unitOfWork.run(async (stores) => {
      await complete(stores, answers);
      const answered = items.slice(0, answers.length);
      await stores.waitingJobs.finish(answered.flatMap(({ waiting }) => waiting ?? []));
      return goOn(stores, job, limit);
    });

  const giveUp = async ({ target }: Item, error: unknown): Promise<JobOutcome> => {
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    const address = mailboxAddress(target.localPart, target.domain);
    logger.error('no login code for a new mailbox', { address, code: error.code }, error);
    return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
  };

  return (job) =>
    inTurns(clock, {
      begin: async () => (await unitOfWork.run((stores) => takeUp(stores, [job])))[0],
      carryOut: (items, hasTime) => oneByOne(items, hasTime, ask),
      store: (items, done, limit) => store(job, items, done, limit),
      giveUp,
    });
};
