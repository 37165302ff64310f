import { unprovenUntil } from '../../../domain/mail-domain/domain-end.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox'>>;
  clock: Clock;
  /** Smallest time between the starts of two background checks, in seconds. */
  checkIntervalSeconds: number;
  /** Days without right DNS after which a domain ends; 0: never. */
  mailDomainsEndAfterDays: number;
};

/** Queues one job per domain whose end may be due, or due to be announced, spaced as checks are. */
export const makeScheduleDomainEnds =
  ({
    unitOfWork,
    clock,
    checkIntervalSeconds,
    mailDomainsEndAfterDays: afterDays,
  }: Deps): JobHandler<'schedule_mail_domain_ends'> =>
  async () => {
    if (afterDays === 0) return undefined;
    await unitOfWork.run(async ({ mailDomains, outbox }) => {
      const now = clock.now();
      for (const [index, mailDomainId] of (
        await mailDomains.listUnproven(unprovenUntil(afterDays, now))
      ).entries()) {
        await outbox.append(
          { name: 'end_mail_domain', mailDomainId },
          {
            key: `end_mail_domain:${mailDomainId}`,
            runAt: new Date(now.getTime() + index * checkIntervalSeconds * 1000),
          },
        );
      }
    });
    return undefined;
  };
