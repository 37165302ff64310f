import type { JobHandler } from '../../shared/jobs/job.ts';
import type { KeyedJob } from '../../shared/jobs/outbox.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { comparisonKey } from '../queue-comparison.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox'>>; clock: Clock };

/** All comparisons of a night are due within this time, so that it is over within two hours while processes keep up. */
const SPREAD_MS = 90 * 60 * 1000;

/** Jobs appended by one statement. */
const AT_ONCE = 1_000;

/** Queues one comparison per enabled domain, which also imports (contract/rest-api.md 5.1), spread over the night. */
export const makeScheduleReconciliations =
  ({ unitOfWork, clock }: Deps): JobHandler<'schedule_reconciliations'> =>
  async () => {
    await unitOfWork.run(async ({ mailDomains, outbox }) => {
      const start = clock.now().getTime();
      const due = await mailDomains.listToCheck(['enabled']);
      const comparisons = due.map(
        (mailDomainId, index): KeyedJob => ({
          job: { name: 'reconcile_mail_domain', mailDomainId, imports: true },
          key: comparisonKey(mailDomainId),
          runAt: new Date(start + Math.floor((index * SPREAD_MS) / due.length)),
        }),
      );
      for (let from = 0; from < comparisons.length; from += AT_ONCE) {
        await outbox.appendBehind(comparisons.slice(from, from + AT_ONCE));
      }
    });
    return undefined;
  };
