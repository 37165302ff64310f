import { queueProvisioning } from '../../mailbox/mailbox-jobs.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outbox'>>;
  clock: Clock;
  /** Smallest time between the starts of two background checks, in seconds. */
  checkIntervalSeconds: number;
};

/** Queues one check per domain of the given statuses, spaced to protect the provisioner. */
export const makeScheduleDomainChecks =
  ({ unitOfWork, clock, checkIntervalSeconds }: Deps): JobHandler<'schedule_domain_checks'> =>
  async ({ statuses }) => {
    await unitOfWork.run(async ({ mailDomains, outbox }) => {
      const start = clock.now().getTime();
      const due = await mailDomains.listToCheck(statuses);
      for (const [index, mailDomainId] of due.entries()) {
        await outbox.append(
          { name: 'check_mail_domain', mailDomainId, notify: true },
          {
            key: `check_mail_domain:${mailDomainId}`,
            runAt: new Date(start + index * checkIntervalSeconds * 1000),
          },
        );
      }
    });
    return undefined;
  };

const STALLED_AFTER_MS = 20 * 60 * 1000;
const RESUMED_AT_ONCE = 1000;

/** Queues pending mailboxes without a job, such as those taken over from the reference. */
export const makeResumeStalledMailboxes =
  ({ unitOfWork, clock }: Omit<Deps, 'checkIntervalSeconds'>): JobHandler<'resume_stalled_mailboxes'> =>
  async () => {
    await unitOfWork.run(async ({ mailboxes, outbox }) => {
      const before = new Date(clock.now().getTime() - STALLED_AFTER_MS);
      for (const stalled of await mailboxes.listStalled(before, RESUMED_AT_ONCE)) {
        await queueProvisioning(outbox, stalled);
      }
    });
    return undefined;
  };
