import type { ProvisionerTroubleCode } from '../../../domain/mailbox/mailbox-change.ts';
import { creationTroubled } from '../../../domain/mailbox/provisioning-transitions.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailProvisioner } from '../../provisioning/mail-provisioner.ts';
import { makeOpenSight, type ProvisionerSight } from '../../provisioning/provisioner-sight.ts';
import { type HasTime, inTurns } from '../../shared/jobs/in-turns.ts';
import type { Job, JobHandler, JobOutcome } from '../../shared/jobs/job.ts';
import { SECONDS_UNTIL_OPERATORS_ACT } from '../../shared/jobs/seconds-until-operators-act.ts';
import type { WaitingJob } from '../../shared/jobs/waiting-jobs.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { type Asked, makeAskForMailboxes } from './ask-for-mailboxes.ts';
import { type Attempt, lockUndecided, makeAnnounceAttempts } from './provisioning-attempt.ts';
import { makeSettleProvisionings, type SettlingStores } from './settle-provisionings.ts';

type Stores = SettlingStores & Pick<Repositories, 'mailDomains' | 'waitingJobs'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  mailSettings: MailSettings;
};

type Provisioning = Extract<Job, { name: 'provision_mailbox' }>;

type Item = Readonly<{
  attempt: Attempt;
  /** Its job, unless it is the one being carried out. */
  waiting?: WaitingJob<'provision_mailbox'>;
}>;

/** What the turn of a domain knows: what it sees of the provisioner, and how many mailboxes wait, at least, when it begins. */
type Turn = { sight?: ProvisionerSight; waiting: number };

/** More that wait need not be counted: a list of all is worth it. */
const LOOKED_AHEAD = 4;

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
  const openSight = makeOpenSight(deps);

  const begin = (job: Provisioning, turn: Turn): Promise<Item | undefined> =>
    unitOfWork.run(async (stores) => {
      const [attempt] = await announce(stores, [job.mailboxId]);
      if (!attempt) return undefined;
      turn.sight = openSight(attempt.mailDomain.name);
      turn.waiting = (await stores.waitingJobs.following(job, LOOKED_AHEAD)).length;
      return { attempt };
    });

  /** Takes up those that follow `job`; nothing is to be done about jobs of settled mailboxes or of domains that are off. */
  const goOn = async (
    stores: Stores,
    job: Provisioning,
    turn: Turn,
    limit: number,
  ): Promise<readonly Item[]> => {
    if (limit === 0) return [];
    const following = await stores.waitingJobs.following(job, limit);
    const attempts = await announce(
      stores,
      following.map(({ job: { mailboxId } }) => mailboxId),
      turn.sight,
    );
    const items = attempts.map((attempt): Item => {
      const waiting = following.find(({ job: { mailboxId } }) => mailboxId === attempt.mailbox.id);
      return { attempt, ...(waiting && { waiting }) };
    });
    const taken = new Set(items.map(({ waiting }) => waiting));
    await stores.waitingJobs.finish(following.filter((waiting) => !taken.has(waiting)));
    return items;
  };

  const store = (job: Provisioning, turn: Turn, items: readonly Item[], asked: Asked, limit: number) =>
    unitOfWork.run(async (stores) => {
      await settle(stores, asked);
      turn.waiting = 0;
      const answered = items.slice(0, asked.answers.length);
      await stores.waitingJobs.finish(answered.flatMap(({ waiting }) => waiting ?? []));
      return goOn(stores, job, turn, limit);
    });

  /** Whoever waits for an answer gets it now: the mailbox stays pending. */
  const note = (attempt: Attempt, error: unknown): Promise<void> =>
    unitOfWork.run(async ({ mailboxes, signals }) => {
      const { id } = attempt.mailbox;
      const current = (await lockUndecided({ mailboxes }, [attempt])).get(id);
      const trouble = troubleIn(error);
      if (current && trouble) await mailboxes.update(creationTroubled(current, trouble));
      await signals.publish(mailboxTopic(id));
    });

  const giveUp = async ({ attempt }: Item, error: unknown): Promise<JobOutcome> => {
    await note(attempt, error);
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    const { id: mailboxId } = attempt.mailbox;
    logger.error('the provisioner cannot create mailboxes for us', { mailboxId, code: error.code }, error);
    return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
  };

  return (job) => {
    const turn: Turn = { waiting: 0 };
    const ask = (items: readonly Item[], hasTime: HasTime) => {
      const attempts = items.map(({ attempt }) => attempt);
      const [first] = attempts;
      const sight = turn.sight ?? openSight(first?.mailDomain.name ?? '');
      return askFor(attempts, hasTime, { sight, waiting: turn.waiting });
    };
    return inTurns(clock, {
      begin: () => begin(job, turn),
      carryOut: ask,
      store: (items, asked, limit) => store(job, turn, items, asked, limit),
      giveUp,
    });
  };
};

/** What the provisioner's trouble is; undefined when the error is another. */
const troubleIn = (error: unknown): ProvisionerTroubleCode | undefined =>
  error instanceof DomainError && error.code.startsWith('mail_provisioner.')
    ? (error.code as ProvisionerTroubleCode)
    : undefined;
