import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { changeOf } from '../../../domain/audit/change-of.ts';
import {
  afterCheck,
  type CheckResult,
  type MailDomain,
  needsRepair,
} from '../../../domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import { endFormerAccounts } from '../../identity/provider/end-mailbox-sessions.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import { queueProvisioning } from '../../mailbox/mailbox-jobs.ts';
import type { MailContent } from '../../notification/mail-content.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailDomainTopic } from '../../shared/mail-topics.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailProvisioner } from '../mail-provisioner.ts';
import type { TakeCheckTurn } from './take-check-turn.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailDomains' | 'mailboxes' | 'outgoingMails' | 'outbox' | 'audit' | 'signals' | 'openidSessions'
    >
  >;
  mailProvisioner: MailProvisioner;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  mailSettings: MailSettings;
  takeCheckTurn: TakeCheckTurn;
};

/** `notify`: write to the support address when the status changes. `by`: the requester. */
export type CheckMailDomain = (
  id: MailDomainId,
  options: { readonly notify: boolean; readonly by: AuditAuthor },
) => Promise<void>;

const NOTICES = {
  enabled: 'mail_domain_enabled',
  action_required: 'mail_domain_action_required',
  failed: 'mail_domain_failed',
} as const satisfies Partial<Record<MailDomain['status'], MailContent['kind']>>;

/**
 * Has the provisioner check a domain, repair what it can, and name the DNS records to publish; stores the result. A
 * domain that becomes enabled has its pending mailboxes created; with `notify`, the support address gets a mail about a
 * new status. A domain that is not registered with the provisioner is left alone: a domain of that name there is not
 * ours.
 *
 * @throws DomainError `mail_domain.check_too_soon` when the interval between checks has not passed
 * @throws DomainError of the provisioner (`mail_provisioner.…`) when the check itself fails
 */
export const makeCheckMailDomain = ({
  unitOfWork,
  mailProvisioner,
  clock,
  ids,
  logger,
  mailSettings,
  takeCheckTurn,
}: Deps): CheckMailDomain => {
  const queueMail = makeQueueMail({ clock, ids });

  const expectedConfig = async (name: string): Promise<Pick<CheckResult, 'expectedConfig'>> => {
    try {
      return { expectedConfig: await mailProvisioner.expectedDnsRecords(name) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('expected DNS records are not known', { domain: name }, error);
      return {};
    }
  };

  const inspect = async (name: string): Promise<CheckResult> => {
    const check = await mailProvisioner.checkDomain(name);
    const repair = needsRepair(check) ? { repaired: await mailProvisioner.repairDomain(name) } : {};
    return { check, ...repair, ...(await expectedConfig(name)) };
  };

  return async (id, { notify, by }) => {
    const mailDomain = await unitOfWork.run(({ mailDomains }) => mailDomains.find(id));
    if (mailDomain?.registration.state !== 'registered') return;
    await takeCheckTurn();
    const result = await inspect(mailDomain.name);

    await unitOfWork.run(async (stores) => {
      const { mailDomains, mailboxes, outbox, audit, signals } = stores;
      const before = await mailDomains.lock(id);
      if (!before) return;
      const now = clock.now();
      const after = afterCheck(before, result, now);
      await mailDomains.update(after);
      const isNewStatus = after.status !== before.status;
      if (before.status === 'enabled') await endFormerAccounts(stores, { mailDomainId: id }, now);
      if (isNewStatus) {
        await audit.append(by, {
          ...mailDomainAuditSubject(after, by),
          at: now,
          action: 'mail_domain.status_changed',
          details: changeOf('status', before, after),
        });
      }
      // Queued only when the status changes: a mailbox whose job waits already must not be provisioned twice at a time.
      if (isNewStatus && after.status === 'enabled') {
        for (const mailboxId of await mailboxes.listPending(id)) {
          await queueProvisioning(outbox, { id: mailboxId, mailDomainId: id });
        }
      }
      const kind = after.status in NOTICES ? NOTICES[after.status as keyof typeof NOTICES] : undefined;
      if (notify && isNewStatus && kind !== undefined) {
        await queueMail(stores, {
          recipient: after.supportEmail,
          language: mailSettings.defaultLanguage,
          content: { kind, domain: after.name, link: `${mailSettings.siteUrl}/mail-domains/${after.slug}/` },
        });
      }
      await signals.publish(mailDomainTopic(id));
    });
  };
};
