import { effectiveDate, noticeToGive } from '../../../domain/identity/administration/second-factor-policy.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'secondFactorPolicies' | 'outbox'>>;
  clock: Clock;
  secondFactorSettings: Pick<SecondFactorSettings, 'isOffered' | 'requiredFrom'>;
};

const DOMAINS_AT_ONCE = 500;

/** Queues one job per domain whose people are due to be told of its date, or of that of the installation. */
export const makeScheduleSecondFactorNotices =
  ({ unitOfWork, clock, secondFactorSettings }: Deps): JobHandler<'schedule_second_factor_notices'> =>
  async () => {
    const { isOffered, requiredFrom: everywhere } = secondFactorSettings;
    if (!isOffered) return undefined;
    const now = clock.now();
    const domains = everywhere !== null && everywhere > now ? 'all' : 'with_date';
    const queueAfter = (after: MailDomainId | null): Promise<MailDomainId | undefined> =>
      unitOfWork.run(async ({ secondFactorPolicies, outbox }) => {
        const listed = await secondFactorPolicies.listToTell(domains, after, DOMAINS_AT_ONCE);
        for (const { mailDomainId, requiredFrom, notice } of listed) {
          if (!noticeToGive(mailDomainId, effectiveDate(requiredFrom, everywhere), notice, now)) continue;
          await outbox.append(
            { name: 'announce_second_factor', mailDomainId },
            { key: `announce_second_factor:${mailDomainId}` },
          );
        }
        return listed.length < DOMAINS_AT_ONCE ? undefined : listed.at(-1)?.mailDomainId;
      });
    for (let after = await queueAfter(null); after !== undefined; ) after = await queueAfter(after);
    return undefined;
  };
