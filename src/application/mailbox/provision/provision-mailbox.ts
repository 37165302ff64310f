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
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeAskForMailboxes } from './ask-for-mailboxes.ts';
import { type Attempt, lockUndecided, makeBeginAttempts } from './provisioning-attempt.ts';
import { makeSettleProvisionings, type SettlingStores } from './settle-provisionings.ts';

type Stores = SettlingStores & Pick<Repositories, 'mailDomains' | 'waitingJobs'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  logger: Logger;
  mailSettings: MailSettings;
};

type Provisioning = Extract<Job, { name: 'provision_mailbox' }>;

/** The state of one turn: what it has seen of the provisioner, and how many mailboxes at least waited at its start. */
type Turn = { sight?: ProvisionerSight; waiting: number };

/** More waiting mailboxes need not be counted: they justify a list of all. */
const LOOKED_AHEAD = 4;

/**
 * Has the provisioner create a pending mailbox and queues the mail that announces it, then continues with the next
 * waiting mailboxes of the same domain, a few at a time, so that each costs little more than its call to the
 * provisioner. They are requested in order, and each batch is stored before the next one begins. Mailboxes behind the
 * first failure are left to their own jobs.
 */
export const makeProvisionMailbox = (deps: Deps): JobHandler<'provision_mailbox'> => {
  const { unitOfWork, clock, logger } = deps;
  const begin = makeBeginAttempts(deps);
  const askFor = makeAskForMailboxes(deps);
  const settle = makeSettleProvisionings(deps);
  const openSight = makeOpenSight(deps);

  /** Begins attempts for the mailboxes of those jobs; the first one decides the domain of the turn. */
  const claim = async (stores: Stores, jobs: readonly Provisioning[], turn: Turn) => {
    const attempts = await begin(
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

  /** Stores the trouble and signals the waiting request: the mailbox stays pending. */
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

/** The code of the provisioner's trouble; undefined for other errors. */
const troubleIn = (error: unknown): ProvisionerTroubleCode | undefined =>
  error instanceof DomainError && error.code.startsWith('mail_provisioner.')
    ? (error.code as ProvisionerTroubleCode)
    : undefined;
