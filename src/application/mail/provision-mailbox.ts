import { BY_JOB } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { type Mailbox, mailboxAddress, type ProvisioningFailure } from '../../domain/mail/mailbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OutgoingMailId } from '../../domain/shared/ids.ts';
import { strictlyAfter } from '../../domain/shared/strictly-after.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Logger } from '../ports/logger.ts';
import type { CreateMailboxOutcome, MailProvisioner } from '../ports/mail-provisioner.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { aboutMailbox } from './about-mailbox.ts';
import type { MailSettings } from './check-mail-domain.ts';
import { mailboxTopic } from './mail-topics.ts';
import { queueSynchronization } from './mailbox-jobs.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailDomains' | 'mailboxes' | 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'signals'
    >
  >;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  mailSettings: MailSettings;
};

/** How long to wait, in seconds, after a failure that operators must look at (wrong credentials, unreadable answer). */
const SECONDS_UNTIL_OPERATORS_ACT = 60;

type Attempt = Readonly<{ mailbox: Mailbox; mailDomain: MailDomain; mayExist: boolean }>;
type Outcome = CreateMailboxOutcome;

/**
 * Has the provisioner create a pending mailbox and queues the mail that announces it. What the provisioner holds is
 * looked up before any attempt that follows one whose answer was lost, so that a mailbox is created once. Of attempts
 * at the same time only the latest to begin decides: it is the one that takes the others into account.
 */
export const makeProvisionMailbox = ({
  unitOfWork,
  mailProvisioner,
  passwordHasher,
  clock,
  ids,
  logger,
  mailSettings,
}: Deps): JobHandler<'provision_mailbox'> => {
  /** Notes, before asking, that the mailbox may exist from now on. */
  const announceAttempt = (mailboxId: Mailbox['id']): Promise<Attempt | undefined> =>
    unitOfWork.run(async ({ mailDomains, mailboxes }) => {
      const mailbox = await mailboxes.lock(mailboxId);
      if (mailbox?.status !== 'pending') return undefined;
      const mailDomain = await mailDomains.find(mailbox.mailDomainId);
      if (mailDomain?.status !== 'enabled') return undefined;
      const now = clock.now();
      const provisioningStartedAt = strictlyAfter(mailbox.provisioningStartedAt, now);
      const announced = { ...mailbox, provisioningStartedAt, updatedAt: now };
      await mailboxes.update(announced);
      return { mailbox: announced, mailDomain, mayExist: mailbox.provisioningStartedAt !== null };
    });

  /** The mailbox an earlier attempt created; its password was lost with the answer, so it gets a new one. */
  const adopt = async ({ mailbox, mailDomain }: Attempt): Promise<Outcome | undefined> => {
    const ref = { domain: mailDomain.name, localPart: mailbox.localPart };
    const held = await mailProvisioner.findMailbox(ref);
    if (!held) return undefined;
    const isOurs = [mailbox, mailbox.change?.formerNames].some(
      (names) => (held.firstName ?? '') === names?.firstName && (held.lastName ?? '') === names.lastName,
    );
    if (!isOurs) return { outcome: 'address_taken' };
    return { outcome: 'created', ...(await mailProvisioner.resetPassword(ref)) };
  };

  const create = async (attempt: Attempt): Promise<Outcome> => {
    const { mailbox, mailDomain, mayExist } = attempt;
    const adopted = mayExist ? await adopt(attempt) : undefined;
    if (adopted) return adopted;
    const { firstName, lastName, localPart } = mailbox;
    const names = { domain: mailDomain.name, localPart, firstName, lastName };
    const created = await mailProvisioner.createMailbox(names);
    // An earlier attempt that we stopped waiting for may have been carried out since we looked.
    const isLate = mayExist && created.outcome === 'address_taken';
    return (isLate ? await adopt(attempt) : undefined) ?? created;
  };

  /** The mailbox as it is now, unless it is settled or a later attempt has begun. */
  const lockUndecided = async (
    { mailboxes }: Pick<Repositories, 'mailboxes'>,
    { mailbox }: Attempt,
  ): Promise<Mailbox | undefined> => {
    const current = await mailboxes.lock(mailbox.id);
    const isLatest = current?.provisioningStartedAt?.getTime() === mailbox.provisioningStartedAt?.getTime();
    return current?.status === 'pending' && isLatest ? current : undefined;
  };

  const enable = async (attempt: Attempt, password: string): Promise<void> => {
    const passwordHash = await passwordHasher.hashGenerated(password);
    await unitOfWork.run(async ({ mailboxes, users, outgoingMails, outbox, audit, signals }) => {
      const current = await lockUndecided({ mailboxes }, attempt);
      if (!current) return;
      const now = clock.now();
      const enabled: Mailbox = {
        ...current,
        status: 'enabled',
        passwordHash,
        provisioningFailure: null,
        isNeverCreated: false,
        updatedAt: now,
      };
      await mailboxes.update(enabled);
      // Names that were changed while it was on its way there.
      if (enabled.change) await queueSynchronization(outbox, enabled);
      const about = aboutMailbox(current, attempt.mailDomain, BY_JOB);
      await audit.append(BY_JOB, { ...about, at: now, action: 'mailbox.provisioned' });
      if (current.secondaryEmail) {
        const issuer = current.issuerId === null ? undefined : await users.find(current.issuerId);
        const outgoingMailId = ids.next<OutgoingMailId>();
        await outgoingMails.insert({
          id: outgoingMailId,
          recipient: current.secondaryEmail,
          language: issuer?.language ?? mailSettings.defaultLanguage,
          status: 'draft',
          content: {
            kind: 'mailbox_created',
            address: mailboxAddress(current.localPart, attempt.mailDomain.name),
            ...(mailSettings.sendsPassword ? { password } : {}),
          },
          createdAt: now,
          updatedAt: now,
        });
        const { id: mailboxId, mailDomainId } = current;
        await outbox.append({ name: 'complete_mail_draft', outgoingMailId, mailboxId, mailDomainId });
      }
      await signals.publish(mailboxTopic(current.id));
    });
  };

  const refuse = (attempt: Attempt, provisioningFailure: ProvisioningFailure) =>
    unitOfWork.run(async ({ mailboxes, audit, signals }) => {
      const current = await lockUndecided({ mailboxes }, attempt);
      if (!current) return;
      const now = clock.now();
      await mailboxes.update({
        ...current,
        status: 'failed',
        provisioningFailure,
        change: null,
        updatedAt: now,
      });
      await audit.append(BY_JOB, {
        ...aboutMailbox(current, attempt.mailDomain, BY_JOB),
        at: now,
        action: 'mailbox.provisioning_failed',
        details: { code: provisioningFailure.code },
      });
      await signals.publish(mailboxTopic(current.id));
    });

  return async ({ mailboxId }) => {
    const attempt = await announceAttempt(mailboxId);
    if (!attempt) return undefined;
    try {
      const result = await create(attempt);
      if (result.outcome === 'created') await enable(attempt, result.password);
      else await refuse(attempt, failureOf(result));
      return undefined;
    } catch (error) {
      // Whoever waits for an answer gets it now: the mailbox stays pending.
      await unitOfWork.run(({ signals }) => signals.publish(mailboxTopic(mailboxId)));
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      logger.error('the provisioner cannot create mailboxes for us', { mailboxId, code: error.code }, error);
      return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
    }
  };
};

function failureOf(result: Exclude<Outcome, { outcome: 'created' }>): ProvisioningFailure {
  if (result.outcome === 'address_taken') return { code: 'mailbox.address_taken', params: {} };
  if (result.outcome === 'name_taken') {
    return { code: 'mailbox.display_name_taken', params: { holder: result.holder } };
  }
  return { code: 'mailbox.refused', params: { reason: result.reason } };
}
