import type { ProvisionerTroubleCode } from '../../domain/mail/mailbox-wish.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { JobHandler, JobOutcome } from '../jobs/job.ts';
import { nextTurnSize } from '../jobs/next-turn-size.ts';
import type { Logger } from '../ports/logger.ts';
import type { MailProvisioner } from '../ports/mail-provisioner.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { WaitingJob } from '../ports/waiting-jobs.ts';
import { makeAskForMailboxes } from './ask-for-mailboxes.ts';
import type { MailSettings } from './check-mail-domain.ts';
import { mailboxTopic } from './mail-topics.ts';
import { type Attempt, lockUndecided, makeAnnounceAttempts } from './provisioning-attempt.ts';
import { makeSettleProvisionings, type SettlingStores } from './settle-provisionings.ts';

type Deps = {
  unitOfWork: UnitOfWork<SettlingStores & Pick<Repositories, 'mailDomains' | 'waitingJobs'>>;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  mailSettings: MailSettings;
};

/** How long to wait, in seconds, after a failure that operators must look at (wrong credentials, unreadable answer). */
const SECONDS_UNTIL_OPERATORS_ACT = 60;
/** How long one job goes on with mailboxes that wait behind its own before others get their turn. */
const LONGEST_MS = 2_000;

type Turn = Readonly<{
  attempts: readonly Attempt[];
  /** The jobs of these attempts, unless it is the one being carried out. */
  jobs: readonly WaitingJob<'provision_mailbox'>[];
}>;

/**
 * Has the provisioner create a pending mailbox and queues the mail that announces it; then goes on with the mailboxes of
 * the same domain that wait next, a few at a time, so that many cost little more each than their call to the provisioner.
 * Each is asked for in order, and stored with what it causes before the next few are begun. A mailbox behind the first
 * one that cannot be had is left to its own job.
 */
export const makeProvisionMailbox = (deps: Deps): JobHandler<'provision_mailbox'> => {
  const { unitOfWork, clock, logger } = deps;
  const announce = makeAnnounceAttempts(deps);
  const askFor = makeAskForMailboxes(deps);
  const settle = makeSettleProvisionings(deps);

  const begin = (mailboxId: MailboxId): Promise<Turn> =>
    unitOfWork.run(async (stores) => ({ attempts: await announce(stores, [mailboxId]), jobs: [] }));

  /** Whoever waits for an answer gets it now: the mailbox stays pending. */
  const note = (attempt: Attempt, error: unknown): Promise<void> =>
    unitOfWork.run(async ({ mailboxes, signals }) => {
      const { id } = attempt.mailbox;
      const current = (await lockUndecided({ mailboxes }, [attempt])).get(id);
      const trouble = troubleIn(error);
      if (current?.creation && trouble) {
        await mailboxes.update({ ...current, creation: { ...current.creation, trouble } });
      }
      await signals.publish(mailboxTopic(id));
    });

  const giveUp = async (attempt: Attempt, error: unknown): Promise<JobOutcome> => {
    await note(attempt, error);
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    const { id: mailboxId } = attempt.mailbox;
    logger.error('the provisioner cannot create mailboxes for us', { mailboxId, code: error.code }, error);
    return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
  };

  return async (job) => {
    const end = clock.now().getTime() + LONGEST_MS;
    let turn = await begin(job.mailboxId);
    let size = 1;
    for (let isFirst = true; turn.attempts.length > 0; isFirst = false) {
      const { jobs } = turn;
      const startedAt = clock.now().getTime();
      const asked = await askFor(turn.attempts);
      const [first] = turn.attempts;
      if (first && asked.failure && isFirst) return giveUp(first, asked.failure.error);
      const now = clock.now().getTime();
      size = nextTurnSize(size, now - startedAt);
      const goesOn = !asked.failure && now < end;
      const answered = new Set(asked.answers.map(({ attempt }) => attempt.mailbox.id));
      turn = await unitOfWork.run(async (stores) => {
        await settle(stores, asked);
        await stores.waitingJobs.finish(jobs.filter(({ job: { mailboxId } }) => answered.has(mailboxId)));
        if (!goesOn) return { attempts: [], jobs: [] };
        const next = await stores.waitingJobs.following(job, size);
        const ids = next.map(({ job: { mailboxId } }) => mailboxId);
        const attempts = await announce(stores, ids);
        const begun = new Set(attempts.map(({ mailbox }) => mailbox.id));
        // Nothing is to be done about the others: they are settled, or their domain is not enabled.
        await stores.waitingJobs.finish(next.filter(({ job: { mailboxId } }) => !begun.has(mailboxId)));
        return { attempts, jobs: next };
      });
    }
    return undefined;
  };
};

/** What the provisioner's trouble is; undefined when the error is another. */
const troubleIn = (error: unknown): ProvisionerTroubleCode | undefined =>
  error instanceof DomainError && error.code.startsWith('mail_provisioner.')
    ? (error.code as ProvisionerTroubleCode)
    : undefined;
