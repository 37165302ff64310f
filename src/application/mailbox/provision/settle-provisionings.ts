import { type AuditEvent, BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { type Mailbox, mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { changeOf, type ProvisioningFailure } from '../../../domain/mailbox/provisioning.ts';
import {
  created,
  creationRefused,
  creationWithdrawn,
} from '../../../domain/mailbox/provisioning-transitions.ts';
import type { MailLink } from '../../../domain/notification/mail-link.ts';
import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import type { OutgoingMailId, UserId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeIssueMailLinks } from '../../notification/issue-mail-links.ts';
import type { OutgoingMail } from '../../notification/outgoing-mail-repository.ts';
import { addressExists } from '../../provisioning/address-exists.ts';
import { lineMaker } from '../../provisioning/drift-lines.ts';
import { queueComparison } from '../../provisioning/queue-comparison.ts';
import type { Job } from '../../shared/jobs/job.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { queueSynchronization } from '../mailbox-jobs.ts';
import type { Answer, Asked, Refusal } from './ask-for-mailboxes.ts';
import { type Attempt, lockUndecided } from './provisioning-attempt.ts';

export type SettlingStores = Pick<
  Repositories,
  'mailboxes' | 'users' | 'outgoingMails' | 'mailLinks' | 'outbox' | 'audit' | 'signals' | 'drift'
>;
type Deps = {
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  mailSettings: MailSettings;
};
/** The mail to the owner of a new mailbox; `password`: only where the installation sends it. */
type Announced = Pick<MailLink, 'recipient' | 'language' | 'mailboxId'> &
  Readonly<{ mailDomainId: Mailbox['mailDomainId']; address: string; password: string | undefined }>;
type Result = Exclude<Answer['result'], { outcome: 'superseded' }>;
/** An attempt with its result, and the mailbox before and after it. */
type Settled = Readonly<{ attempt: Attempt; result: Result; found: Mailbox; mailbox: Mailbox }>;
export type SettleProvisionings = (stores: SettlingStores, asked: Asked) => Promise<void>;

/**
 * Stores the results of attempts, with the mails that announce the mailboxes. Of concurrent attempts only the latest
 * decides, since it takes the others into account. Attempts that were noted but not made count as never begun.
 */
export const makeSettleProvisionings = ({
  clock,
  ids,
  mailSettings,
  ...making
}: Deps): SettleProvisionings => {
  const issueMailLinks = makeIssueMailLinks({ clock, ...making });

  const queueMails = async (
    { users, outgoingMails, outbox, mailLinks }: SettlingStores,
    settled: readonly Settled[],
    now: Date,
  ): Promise<void> => {
    const languages = new Map<UserId, Language>();
    const { linkPage, sendsPassword, defaultLanguage } = mailSettings;
    const announced: Announced[] = [];
    for (const { attempt, result, mailbox } of settled) {
      if (result.outcome !== 'created' || !mailbox.secondaryEmail) continue;
      const { id: mailboxId, mailDomainId, issuerId, localPart } = mailbox;
      if (issuerId !== null && !languages.has(issuerId)) {
        languages.set(issuerId, (await users.find(issuerId))?.language ?? defaultLanguage);
      }
      announced.push({
        mailboxId,
        mailDomainId,
        recipient: mailbox.secondaryEmail,
        language: (issuerId === null ? undefined : languages.get(issuerId)) ?? defaultLanguage,
        address: mailboxAddress(localPart, attempt.mailDomain.name),
        password: sendsPassword ? result.password : undefined,
      });
    }
    const wanted = announced.map(({ mailboxId, recipient, language, password }) => ({
      mailboxId,
      recipient,
      language,
      password,
      opensWebmail: true,
    }));
    const links = linkPage === null ? [] : await issueMailLinks({ mailLinks }, linkPage, wanted);
    const queued = announced.map((about, index) =>
      mailOf(about, links[index], ids.next<OutgoingMailId>(), now),
    );
    await outgoingMails.insertMany(queued.map(({ mail }) => mail));
    await outbox.appendAll(queued.map(({ job }) => job));
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

/** The mail that announces a mailbox, and its job. Without a link to our page, a login link is still to be asked for. */
function mailOf(
  { mailboxId, mailDomainId, recipient, language, address, password }: Announced,
  pageLink: string | undefined,
  outgoingMailId: OutgoingMailId,
  now: Date,
): { readonly mail: OutgoingMail; readonly job: Job } {
  const kind = 'mailbox_created';
  const envelope = {
    id: outgoingMailId,
    recipient,
    language,
    kind,
    trouble: null,
    mailboxId,
    createdAt: now,
    updatedAt: now,
  } as const;
  if (pageLink === undefined) {
    const content = { kind, address, ...(password === undefined ? {} : { password }) } as const;
    return {
      mail: { ...envelope, status: 'draft', content },
      job: { name: 'complete_mail_draft', outgoingMailId, mailboxId, mailDomainId },
    };
  }
  const shows = password === undefined ? 'login' : 'login_and_password';
  return {
    mail: { ...envelope, status: 'ready', content: { kind, address, pageLink, shows } },
    job: { name: 'deliver_mail', outgoingMailId, mailboxId },
  };
}

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
