import type { ProvisionerTroubleCode } from '../../../domain/mailbox/mailbox-change.ts';
import { creationTroubled } from '../../../domain/mailbox/provisioning-transitions.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailProvisioner } from '../../provisioning/mail-provisioner.ts';
import { makeOpenSight, type ProvisionerSight } from '../../provisioning/provisioner-sight.ts';
import { failAttempt } from '../../shared/jobs/fail-attempt.ts';
import { inTurns } from '../../shared/jobs/in-turns.ts';
import type { Job, JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeAskForMailboxes } from './ask-for-mailboxes.ts';
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

  /** Takes up the mailboxes of those jobs; the first one tells which domain the turn is about. */
  const claim = async (stores: Stores, jobs: readonly Provisioning[], turn: Turn) => {
    const attempts = await announce(
      stores,
      jobs.map(({ mailboxId }) => mailboxId),
      turn.sight,
    );
    const [job] = jobs;
    const [attempt] = attempts;
    if (job && attempt && !turn.sight) {
      turn.sight = openSight(attempt.mailDomain.name);
      turn.waiting = (await stores.waitingJobs.following(job, LOOKED_AHEAD)).length;
    }
    return attempts.flatMap((work) => {
      const own = jobs.find(({ mailboxId }) => mailboxId === work.mailbox.id);
      return own ? [{ job: own, work }] : [];
    });
  };

  /** Whoever waits for an answer gets it now: the mailbox stays pending. */
  const note = (attempt: Attempt, error: unknown): Promise<void> =>
    unitOfWork.run(async ({ mailboxes, signals }) => {
      const { id } = attempt.mailbox;
      const current = (await lockUndecided({ mailboxes }, [attempt])).get(id);
      const trouble = troubleIn(error);
      if (current && trouble) await mailboxes.update(creationTroubled(current, trouble));
      await signals.publish(mailboxTopic(id));
    });

  return (job) => {
    const turn: Turn = { waiting: 0 };
    return inTurns({
      unitOfWork,
      clock,
      job,
      claim: (stores, jobs) => claim(stores, jobs, turn),
      ask: (attempts, hasTime) => {
        const sight = turn.sight ?? openSight(attempts[0]?.mailDomain.name ?? '');
        return askFor(attempts, hasTime, { sight, waiting: turn.waiting });
      },
      settle: async (stores, asked) => {
        await settle(stores, asked);
        turn.waiting = 0;
      },
      fail: async (attempt, error) => {
        await note(attempt, error);
        const { id: mailboxId } = attempt.mailbox;
        return failAttempt(logger, 'the provisioner cannot create mailboxes for us', { mailboxId }, error);
      },
    });
  };
};

/** What the provisioner's trouble is; undefined when the error is another. */
const troubleIn = (error: unknown): ProvisionerTroubleCode | undefined =>
  error instanceof DomainError && error.code.startsWith('mail_provisioner.')
    ? (error.code as ProvisionerTroubleCode)
    : undefined;
