import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox'>>; clock: Clock };

/** All comparisons of a night are due within this time, so that it is over within two hours while processes keep up. */
const SPREAD_MS = 90 * 60 * 1000;

/** Queues one comparison per enabled domain, which also imports (contract/rest-api.md 5.1), spread over the night. */
export const makeScheduleReconciliations =
  ({ unitOfWork, clock }: Deps): JobHandler<'schedule_reconciliations'> =>
  async () => {
    await unitOfWork.run(async ({ mailDomains, outbox }) => {
      const start = clock.now().getTime();
      const due = await mailDomains.listToCheck(['enabled']);
      for (const [index, mailDomainId] of due.entries()) {
        await outbox.append(
          { name: 'reconcile_mail_domain', mailDomainId, imports: true },
          {
            key: `reconcile_mail_domain:${mailDomainId}`,
            runAt: new Date(start + Math.floor((index * SPREAD_MS) / due.length)),
          },
        );
      }
    });
    return undefined;
  };
