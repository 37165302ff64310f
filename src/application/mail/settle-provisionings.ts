import { type AuditEvent, BY_JOB } from '../../domain/audit/audit-entry.ts';
import { type Mailbox, mailboxAddress, type ProvisioningFailure } from '../../domain/mail/mailbox.ts';
import type { OutgoingMailId, UserId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { Job } from '../jobs/job.ts';
import type { OutgoingMail } from '../ports/outgoing-mail-repository.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories } from '../ports/unit-of-work.ts';
import { aboutAddress } from './about-address.ts';
import type { Answer, Asked } from './ask-for-mailboxes.ts';
import type { MailSettings } from './check-mail-domain.ts';
import { mailboxTopic } from './mail-topics.ts';
import { queueSynchronization } from './mailbox-jobs.ts';
import { type Attempt, lockUndecided } from './provisioning-attempt.ts';

export type SettlingStores = Pick<
  Repositories,
  'mailboxes' | 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'signals'
>;
type Deps = { clock: Clock; ids: IdGenerator; mailSettings: MailSettings };
/** A mailbox as it was found, what came of it, and what it becomes. */
type Settled = Readonly<{ answer: Answer; found: Mailbox; mailbox: Mailbox }>;
export type SettleProvisionings = (stores: SettlingStores, asked: Asked) => Promise<void>;

/**
 * Stores what came of attempts, with the mails that announce the mailboxes. Of attempts at the same time only the latest
 * to begin decides: it is the one that takes the others into account. Attempts that were announced and not made count as
 * never begun.
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
    for (const { answer, mailbox } of settled) {
      const { result, attempt } = answer;
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

  return async (stores, { answers, undone }) => {
    if (answers.length === 0 && undone.length === 0) return;
    const undecided = await lockUndecided(stores, [...answers.map(({ attempt }) => attempt), ...undone]);
    const now = clock.now();
    const settled = answers.flatMap((answer): Settled[] => {
      const found = undecided.get(answer.attempt.mailbox.id);
      return found ? [{ answer, found, mailbox: { ...found, ...changeOf(answer), updatedAt: now } }] : [];
    });
    const withdrawn = undone.flatMap((attempt) => withdraw(undecided.get(attempt.mailbox.id), attempt));
    await stores.mailboxes.updateMany([...settled.map(({ mailbox }) => mailbox), ...withdrawn]);
    await stores.audit.appendAll(
      BY_JOB,
      settled.map((one) => auditOf(one, now)),
    );
    for (const { mailbox } of settled) {
      // Names that were changed while it was on its way there.
      if (mailbox.status === 'enabled' && mailbox.change) await queueSynchronization(stores.outbox, mailbox);
    }
    await queueMails(stores, settled, now);
    await stores.signals.publishAll(settled.map(({ mailbox }) => mailboxTopic(mailbox.id)));
  };
};

const withdraw = (
  found: Mailbox | undefined,
  { former: { provisioningStartedAt, creation } }: Attempt,
): Mailbox[] => (found ? [{ ...found, provisioningStartedAt, creation }] : []);

const changeOf = ({ result }: Answer): Partial<Mailbox> =>
  result.outcome === 'created'
    ? {
        status: 'enabled',
        passwordHash: result.passwordHash,
        provisioningFailure: null,
        creation: null,
        isNeverCreated: false,
      }
    : { status: 'failed', provisioningFailure: failureOf(result), creation: null, change: null };

function auditOf({ answer: { attempt, result }, found }: Settled, at: Date): AuditEvent {
  const about = { ...aboutAddress(found, attempt.mailDomain, BY_JOB), at };
  return result.outcome === 'created'
    ? { ...about, action: 'mailbox.provisioned' }
    : { ...about, action: 'mailbox.provisioning_failed', details: { code: failureOf(result).code } };
}

function failureOf(result: Exclude<Answer['result'], { outcome: 'created' }>): ProvisioningFailure {
  if (result.outcome === 'address_taken') return { code: 'mailbox.address_taken', params: {} };
  if (result.outcome === 'name_taken') {
    return { code: 'mailbox.display_name_taken', params: { holder: result.holder } };
  }
  return { code: 'mailbox.refused', params: { reason: result.reason } };
}
