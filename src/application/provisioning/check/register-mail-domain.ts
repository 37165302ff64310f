import { type AuditEvent, BY_JOB } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain, Registration } from '../../../domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { strictlyAfter } from '../../../domain/shared/strictly-after.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import { mailDomainTopic } from '../../shared/mail-topics.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailProvisioner, RegisterDomainOutcome } from '../mail-provisioner.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox' | 'audit' | 'signals'>>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
};

/** `hasEnded`: a domain of that name ended here. */
type Attempt = Readonly<{ name: string; announcedAt: Date; mayExist: boolean; hasEnded: boolean }>;

/** After this time, no request is waiting to report a refusal. */
const ABANDONED_AFTER_SECONDS = 10 * 60;

/**
 * Registers a domain with the provisioner, then queues its first check. When an earlier attempt may have succeeded
 * without an answer, or a domain of that name ended here, one that exists there already counts as registered by us. Of
 * concurrent attempts only the latest decides. A refused domain is deleted by the request that created it, or later here if that request was
 * interrupted.
 */
export const makeRegisterMailDomain =
  ({ unitOfWork, mailProvisioner, clock }: Deps): JobHandler<'register_mail_domain'> =>
  async ({ mailDomainId }) => {
    /** Notes, before the request, that the provisioner may know the domain from now on. */
    const beginAttempt = (): Promise<Attempt | undefined> =>
      unitOfWork.run(async ({ mailDomains, audit }) => {
        const mailDomain = await mailDomains.lock(mailDomainId);
        if (!mailDomain || mailDomain.registration.state === 'registered') return undefined;
        if (mailDomain.registration.state === 'refused') {
          const ageMs = clock.now().getTime() - mailDomain.updatedAt.getTime();
          if (ageMs >= ABANDONED_AFTER_SECONDS * 1000) {
            await mailDomains.delete(mailDomainId);
            const about = mailDomainAuditSubject(mailDomain, BY_JOB);
            await audit.append(BY_JOB, { ...about, at: clock.now(), action: 'mail_domain.deleted' });
          }
          return undefined;
        }
        const wasGivenUp = await mailDomains.takeUnconfirmed(mailDomain.name);
        const hasEnded = await mailDomains.hasEnded(mailDomain.name);
        const announcedAt = strictlyAfter(mailDomain.updatedAt, clock.now());
        await mailDomains.update({ ...mailDomain, registration: { state: 'asked' }, updatedAt: announcedAt });
        const mayExist = wasGivenUp || mailDomain.registration.state !== 'queued';
        return { name: mailDomain.name, announcedAt, mayExist, hasEnded };
      });

    const settle = ({ announcedAt, mayExist }: Attempt, registration: Registration, isTakenOver = false) =>
      unitOfWork.run(async ({ mailDomains, outbox, audit, signals }) => {
        const current = await mailDomains.lock(mailDomainId);
        if (!current) return; // the request that created it gave up, and has left a note for the next attempt
        if (current.registration.state !== 'asked' || current.updatedAt > announcedAt) return;
        const next: MailDomain = { ...current, registration, updatedAt: clock.now() };
        await mailDomains.update(registration.state === 'refused' ? { ...next, status: 'failed' } : next);
        // A later attempt may still find a domain that an earlier one registered, whatever the result of this attempt.
        const isOpen = registration.state === 'unreachable';
        if (isOpen && mayExist) await mailDomains.rememberUnconfirmed(current.name, clock.now());
        const told = auditEventOf(registration, isTakenOver);
        if (told) {
          await audit.append(BY_JOB, {
            ...mailDomainAuditSubject(current, BY_JOB),
            at: next.updatedAt,
            ...told,
          });
        }
        if (registration.state === 'registered') {
          await mailDomains.forgetEnded(current.name);
          await outbox.append({ name: 'check_mail_domain', mailDomainId, notify: false });
        }
        await signals.publish(mailDomainTopic(mailDomainId));
      });

    const attempt = await beginAttempt();
    if (!attempt) return undefined;
    const answer = await mailProvisioner.registerDomain(attempt.name).catch(async (error: unknown) => {
      if (error instanceof DomainError) await settle(attempt, { state: 'unreachable', code: error.code });
      throw error;
    });
    const isOurs = attempt.mayExist || attempt.hasEnded;
    if (answer.outcome === 'registered' || (answer.outcome === 'already_exists' && isOurs)) {
      const isTakenOver = answer.outcome === 'already_exists' && attempt.hasEnded;
      await settle(attempt, { state: 'registered' }, isTakenOver);
      return undefined;
    }
    await settle(attempt, refusalOf(answer));
    return { retryInSeconds: ABANDONED_AFTER_SECONDS };
  };

/**
 * The audit event of a registration; undefined while it is open.
 *
 * @param isTakenOver whether the provisioner had the domain from one of that name that ended here
 */
function auditEventOf(
  registration: Registration,
  isTakenOver: boolean,
): Pick<AuditEvent, 'action' | 'details'> | undefined {
  if (registration.state === 'registered') {
    return { action: 'mail_domain.registered', ...(isTakenOver ? { details: { isTakenOver } } : {}) };
  }
  if (registration.state !== 'refused') return undefined;
  return { action: 'mail_domain.registration_refused', details: { code: registration.code } };
}

function refusalOf(answer: Exclude<RegisterDomainOutcome, { outcome: 'registered' }>): Registration {
  return answer.outcome === 'already_exists'
    ? { state: 'refused', code: 'mail_domain.name_taken', reason: '' }
    : { state: 'refused', code: 'mail_domain.refused', reason: answer.reason };
}
