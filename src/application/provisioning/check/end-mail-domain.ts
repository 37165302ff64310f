import { BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { type EndStep, endStepOf } from '../../../domain/mail-domain/domain-end.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailDomainTopic } from '../../shared/mail-topics.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailProvisioner } from '../mail-provisioner.ts';
import type { AnnounceDomainEnd } from './announce-domain-end.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';
import { provisionerHoldsMail } from './provisioner-holds-mail.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailDomainAccesses' | 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'signals'
>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  checkMailDomain: CheckMailDomain;
  announceDomainEnd: AnnounceDomainEnd;
  clock: Clock;
  logger: Logger;
  /** Days without right DNS after which a domain ends; 0: never. */
  mailDomainsEndAfterDays: number;
};

/** What is due for a domain, and the domain. */
type Due = Readonly<{ step: EndStep; mailDomain: MailDomain | undefined }>;

/**
 * Announces the end of a domain that never had right DNS, or ends it: its row goes with its accesses and invitations, and the name
 * is noted, so that whoever registers it next takes over what the provisioner keeps. A check made just before decides, and what is
 * stored under the domain's lock: a domain that has become right meanwhile, or holds mail here or at the provisioner, stays.
 */
export const makeEndMailDomain =
  ({
    unitOfWork,
    mailProvisioner,
    checkMailDomain,
    announceDomainEnd,
    clock,
    logger,
    mailDomainsEndAfterDays: afterDays,
  }: Deps): JobHandler<'end_mail_domain'> =>
  async ({ mailDomainId }) => {
    const dueFor = async (
      { mailDomains }: Pick<Stores, 'mailDomains'>,
      find: (id: MailDomainId) => Promise<MailDomain | undefined>,
      checkedSince: Date | undefined,
    ): Promise<Due> => {
      const mailDomain = await find(mailDomainId);
      if (!mailDomain) return { step: 'none', mailDomain };
      const isStale = checkedSince !== undefined && (mailDomain.lastCheckedAt ?? new Date(0)) < checkedSince;
      const step = isStale ? 'none' : endStepOf(mailDomain, afterDays, clock.now());
      if (step === 'none' || !(await mailDomains.holdsMail(mailDomainId))) return { step, mailDomain };
      return { step: 'none', mailDomain };
    };
    const look = (checkedSince?: Date): Promise<Due> =>
      unitOfWork.run(({ mailDomains }) =>
        dueFor({ mailDomains }, (id) => mailDomains.find(id), checkedSince),
      );

    const end = async ({ mailDomains, audit, signals }: Stores, mailDomain: MailDomain): Promise<void> => {
      const at = clock.now();
      await mailDomains.rememberEnded(mailDomain.name, at);
      await mailDomains.delete(mailDomain.id);
      await audit.append(BY_JOB, {
        ...mailDomainAuditSubject(mailDomain, BY_JOB),
        at,
        action: 'mail_domain.ended',
        details: {
          unprovenSince: mailDomain.unprovenSince?.toISOString() ?? null,
          announcedAt: mailDomain.endAnnouncedAt?.toISOString() ?? null,
        },
      });
      await signals.publish(mailDomainTopic(mailDomain.id));
    };

    if ((await look()).step === 'none') return undefined;
    const startedAt = clock.now();
    try {
      await checkMailDomain(mailDomainId, { notify: true, by: BY_JOB });
    } catch (error) {
      const isEarly = error instanceof DomainError && error.code === 'mail_domain.check_too_soon';
      if (!isEarly || error.retryAfterSeconds === undefined) throw error;
      return { retryInSeconds: error.retryAfterSeconds };
    }
    const { step: expected, mailDomain: checked } = await look(startedAt);
    if (expected === 'none' || !checked) return undefined;
    if (expected === 'end' && (await provisionerHoldsMail(mailProvisioner, checked.name))) {
      logger.info('a domain without right DNS stays: the provisioner has mail of it', {
        domain: checked.name,
      });
      return undefined;
    }
    await unitOfWork.run(async (stores) => {
      const { mailDomains } = stores;
      const { step, mailDomain } = await dueFor(stores, (id) => mailDomains.lock(id), startedAt);
      if (step !== expected || !mailDomain?.unprovenSince) return;
      if (step === 'end') await end(stores, mailDomain);
      else await announceDomainEnd(stores, mailDomain, mailDomain.unprovenSince);
    });
    return undefined;
  };
