import { type AuditEvent, BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { type Mailbox, mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { changeOf, type ProvisioningFailure } from '../../../domain/mailbox/provisioning.ts';
import {
  created,
  creationRefused,
  creationWithdrawn,
} from '../../../domain/mailbox/provisioning-transitions.ts';
import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import type { OutgoingMailId, UserId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { OutgoingMail } from '../../notification/outgoing-mail-repository.ts';
import { addressExists } from '../../provisioning/address-exists.ts';
import { lineMaker } from '../../provisioning/drift-lines.ts';
import { queueComparison } from '../../provisioning/queue-comparison.ts';
import type { Job } from '../../shared/jobs/job.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { queueSynchronization } from '../mailbox-jobs.ts';
import type { Answer, Asked, Refusal } from './ask-for-mailboxes.ts';
import { type Attempt, lockUndecided } from './provisioning-attempt.ts';

export type SettlingStores = Pick<
  Repositories,
  'mailboxes' | 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'signals' | 'drift'
>;
type Deps = { clock: Clock; ids: IdGenerator; mailSettings: MailSettings };
type Result = Exclude<Answer['result'], { outcome: 'superseded' }>;
/** An attempt with its result, and the mailbox before and after it. */
type Settled = Readonly<{ attempt: Attempt; result: Result; found: Mailbox; mailbox: Mailbox }>;
export type SettleProvisionings = (stores: SettlingStores, asked: Asked) => Promise<void>;

/**
 * Stores the results of attempts, with the mails that announce the mailboxes. Of concurrent attempts only the latest
 * decides, since it takes the others into account. Attempts that were noted but not made count as never begun.
 */
export const makeSettleProvisionings = ({ clock, ids, mailSettings }: Deps): SettleProvisionings => {
  const queueMails = async (
    { users, outgoingMails, outbox }: SettlingStores,
    settled: readonly Settled[],
    now: Date,
  ): Promise<void> => {
    const languages = new Map<UserId, Language>();
    const mails: OutgoingMail[] = [];
    const jobs: Job[] = [];
    for (const { attempt, result, mailbox } of settled) {
      if (result.outcome !== 'created' || !mailbox.secondaryEmail) continue;
      const { id: mailboxId, mailDomainId, issuerId, localPart } = mailbox;
      if (issuerId !== null && !languages.has(issuerId)) {
        languages.set(issuerId, (await users.find(issuerId))?.language ?? mailSettings.defaultLanguage);
      }
      const outgoingMailId = ids.next<OutgoingMailId>();
      mails.push({
        id: outgoingMailId,
        recipient: mailbox.secondaryEmail,
        language: (issuerId === null ? undefined : languages.get(issuerId)) ?? mailSettings.defaultLanguage,
        status: 'draft',
        kind: 'mailbox_created',
        trouble: null,
        mailboxId,
        content: {
          kind: 'mailbox_created',
          address: mailboxAddress(localPart, attempt.mailDomain.name),
          ...(mailSettings.sendsPassword ? { password: result.password } : {}),
        },
        createdAt: now,
        updatedAt: now,
      });
      jobs.push({ name: 'complete_mail_draft', outgoingMailId, mailboxId, mailDomainId });
    }
    await outgoingMails.insertMany(mails);
    await outbox.appendAll(jobs);
  };

  const toLine = lineMaker(ids, 'mailbox');

  /** Reports strangers' mailboxes as drift; a mailbox that was enabled before is compared with the provisioner's. */
  const reportStrangers = async (
    { drift, outbox }: SettlingStores,
    settled: readonly Settled[],
    startedAt: Date,
  ): Promise<void> => {
    const lines: DriftLine[] = [];
    for (const { attempt, result, mailbox } of settled) {
      if (result.outcome !== 'address_taken') continue;
      if (mailbox.status === 'enabled') await queueComparison(outbox, mailbox.mailDomainId);
      else {
        const about = { mailDomain: attempt.mailDomain, startedAt };
        lines.push(toLine(about, addressExists(mailbox, attempt.mailDomain, result.held)));
      }
    }
    await drift.putLines(startedAt, lines);
  };

  return async (stores, { answers, undone }) => {
    if (answers.length === 0 && undone.length === 0) return;
    const undecided = await lockUndecided(stores, [...answers.map(({ attempt }) => attempt), ...undone]);
    const now = clock.now();
    const settled = answers.flatMap(({ attempt, result }): Settled[] => {
      const found = undecided.get(attempt.mailbox.id);
      if (!found || result.outcome === 'superseded') return [];
      const after =
        result.outcome === 'created'
          ? created(found, result.passwordHash)
          : creationRefused(found, refusalOf(result));
      return [{ attempt, result, found, mailbox: { ...after, updatedAt: now } }];
    });
    const withdrawn = undone.flatMap(({ mailbox: { id }, former }) => {
      const found = undecided.get(id);
      return found ? [creationWithdrawn(found, former)] : [];
    });
    await stores.mailboxes.updateMany([...settled.map(({ mailbox }) => mailbox), ...withdrawn]);
    await stores.audit.appendAll(
      BY_JOB,
      settled.map((one) => auditOf(one, now)),
    );
    for (const { mailbox } of settled) {
      // Names that changed while the mailbox was being created are sent now.
      if (mailbox.status === 'enabled' && changeOf(mailbox))
        await queueSynchronization(stores.outbox, mailbox);
    }
    await reportStrangers(stores, settled, now);
    await queueMails(stores, settled, now);
    await stores.signals.publishAll(settled.map(({ mailbox }) => mailboxTopic(mailbox.id)));
  };
};

function auditOf({ attempt, result, found }: Settled, at: Date): AuditEvent {
  const about = { ...addressAuditSubject(found, attempt.mailDomain, BY_JOB), at };
  return result.outcome === 'created'
    ? { ...about, action: 'mailbox.provisioned' }
    : { ...about, action: 'mailbox.provisioning_failed', details: { code: refusalOf(result).code } };
}

function refusalOf(result: Refusal): ProvisioningFailure {
  if (result.outcome === 'address_taken') return { code: 'mailbox.address_taken', params: {} };
  if (result.outcome === 'name_taken') {
    return { code: 'mailbox.display_name_taken', params: { holder: result.holder } };
  }
  return { code: 'mailbox.refused', params: { reason: result.reason } };
}
