import {
  dayOf,
  effectiveDate,
  noticeToGive,
} from '../../../domain/identity/administration/second-factor-policy.ts';
import { mailboxAddress, outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { makeQueueMails } from '../../notification/queue-mail.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'organizations' | 'secondFactorPolicies' | 'outgoingMails' | 'outbox'>
  >;
  clock: Clock;
  ids: IdGenerator;
  mailSettings: Pick<MailSettings, 'defaultLanguage'>;
  secondFactorSettings: SecondFactorSettings;
};

/** Mails that one run queues. */
const TOLD_AT_ONCE = 100;

/**
 * Tells some of those of a domain who have no second factor from when on they need one, and goes on with the next by another job.
 * The mails of a run, and how far it came, are stored together under the domain's lock: whatever is interrupted or runs twice, each
 * person gets one mail a notice.
 */
export const makeAnnounceSecondFactor = ({
  unitOfWork,
  clock,
  ids,
  mailSettings,
  secondFactorSettings,
}: Deps): JobHandler<'announce_second_factor'> => {
  const queueMails = makeQueueMails({ clock, ids });
  const { isOffered, requiredFrom: requiredEverywhereFrom, accountPage: link } = secondFactorSettings;

  return async (job) => {
    const { mailDomainId } = job;
    if (!isOffered) return undefined;
    await unitOfWork.run(async (stores) => {
      const { secondFactorPolicies } = stores;
      const mailDomain = await stores.mailDomains.lock(mailDomainId);
      if (mailDomain?.status !== 'enabled' || mailDomain.organizationId === null) return;
      const organization = await stores.organizations.find(mailDomain.organizationId);
      if (!organization?.isActive) return;
      const policy = await secondFactorPolicies.find(mailDomainId);
      const date = effectiveDate(policy?.requiredFrom ?? null, requiredEverywhereFrom);
      const latest = await secondFactorPolicies.findNotice(mailDomainId);
      const notice = noticeToGive(mailDomainId, date, latest, clock.now());
      if (!notice) return;
      const requiredFrom = dayOf(notice.requiredFrom);
      const owners = await secondFactorPolicies.listUnenrolledAfter(
        mailDomainId,
        notice.position,
        TOLD_AT_ONCE,
      );
      await queueMails(
        stores,
        owners.map((owner) => {
          const address = mailboxAddress(owner.localPart, mailDomain.name);
          return {
            recipient: outsideAddress(owner, mailDomain.name) ?? address,
            language: mailSettings.defaultLanguage,
            mailboxId: owner.id,
            content: { kind: 'second_factor_required' as const, address, requiredFrom, link },
          };
        }),
      );
      const isLast = owners.length < TOLD_AT_ONCE;
      await secondFactorPolicies.putNotice({
        ...notice,
        position: owners.at(-1)?.localPart ?? notice.position,
        endedAt: isLast ? clock.now() : null,
      });
      if (!isLast) await stores.outbox.append(job, { key: `announce_second_factor:${mailDomainId}` });
    });
    return undefined;
  };
};
