import type { MailDomain, Registration } from '../../domain/mail/mail-domain.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { MailProvisioner } from '../ports/mail-provisioner.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { mailDomainTopic } from './mail-topics.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox' | 'signals'>>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
};

/**
 * Has the provisioner take a domain, then queues its first check. When an earlier attempt may have succeeded without
 * our hearing of it, a domain that already exists there counts as taken by us.
 */
export const makeRegisterMailDomain =
  ({ unitOfWork, mailProvisioner, clock }: Deps): JobHandler<'register_mail_domain'> =>
  async ({ mailDomainId }) => {
    /** Notes, before asking, that the provisioner may know the domain from now on. */
    const announceAttempt = () =>
      unitOfWork.run(async ({ mailDomains }) => {
        const mailDomain = await mailDomains.lock(mailDomainId);
        if (!mailDomain || ['registered', 'refused'].includes(mailDomain.registration.state))
          return undefined;
        const wasGivenUp = await mailDomains.takeUnconfirmed(mailDomain.name);
        await mailDomains.update({ ...mailDomain, registration: { state: 'asked' }, updatedAt: clock.now() });
        return { mailDomain, mayExist: wasGivenUp || mailDomain.registration.state !== 'queued' };
      });

    const settle = (registration: Registration) =>
      unitOfWork.run(async ({ mailDomains, outbox, signals }) => {
        const current = await mailDomains.lock(mailDomainId);
        if (!current) return; // the request that created it gave up, and said so to whoever tries again
        const next: MailDomain = { ...current, registration, updatedAt: clock.now() };
        await mailDomains.update(registration.state === 'refused' ? { ...next, status: 'failed' } : next);
        if (registration.state === 'registered') {
          await outbox.append({ name: 'check_mail_domain', mailDomainId, notify: false });
        }
        await signals.publish(mailDomainTopic(mailDomainId));
      });

    const attempt = await announceAttempt();
    if (!attempt) return undefined;
    const answer = await mailProvisioner
      .registerDomain(attempt.mailDomain.name)
      .catch(async (error: unknown) => {
        if (error instanceof DomainError) await settle({ state: 'unreachable', code: error.code });
        throw error;
      });
    if (answer.outcome === 'registered' || (answer.outcome === 'already_exists' && attempt.mayExist)) {
      await settle({ state: 'registered' });
    } else if (answer.outcome === 'already_exists') {
      await settle({ state: 'refused', code: 'mail_domain.name_taken', reason: '' });
    } else {
      await settle({ state: 'refused', code: 'mail_domain.refused', reason: answer.reason });
    }
    return undefined;
  };
