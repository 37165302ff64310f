import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { MailDomainStatus } from '../../../domain/mail-domain/mail-domain.ts';
import type {
  MailAliasChangeId,
  MailboxId,
  MailDomainId,
  OrganizationId,
  OutgoingMailId,
  TeamWebhookId,
  UserId,
} from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';

/** An event for a plugin; `occurredAt` is an ISO 8601 instant, the same on every run. */
export type PluginEvent = { readonly organizationId: OrganizationId; readonly occurredAt: string } & (
  | { readonly hook: 'organization_created' }
  | { readonly hook: 'organization_access_granted'; readonly userId: UserId }
);

/** Work done after commit. Names and payloads outlive a deployment: extend them, never change their meaning. */
export type Job =
  | { readonly name: 'register_mail_domain'; readonly mailDomainId: MailDomainId }
  /** `notify`: write to the support address when the status changes. */
  | { readonly name: 'check_mail_domain'; readonly mailDomainId: MailDomainId; readonly notify: boolean }
  | {
      readonly name: 'provision_mailbox';
      readonly mailboxId: MailboxId;
      readonly mailDomainId?: MailDomainId;
    }
  /** Carries out the pending changes of a mailbox at the provisioner. */
  | {
      readonly name: 'synchronize_mailbox';
      readonly mailboxId: MailboxId;
      readonly mailDomainId: MailDomainId;
    }
  /** `imports`: import what only the provisioner has. */
  | { readonly name: 'reconcile_mail_domain'; readonly mailDomainId: MailDomainId; readonly imports: boolean }
  | {
      readonly name: 'change_alias';
      readonly changeId: MailAliasChangeId;
      readonly mailDomainId: MailDomainId;
    }
  /** Removes aliases that the provisioner may have created after the removal that ended their creation. */
  | {
      readonly name: 'remove_late_aliases';
      readonly mailDomainId: MailDomainId;
      readonly localPart: string;
      readonly destinations: readonly string[];
    }
  | {
      readonly name: 'complete_mail_draft';
      readonly outgoingMailId: OutgoingMailId;
      readonly mailboxId: MailboxId;
      readonly mailDomainId?: MailDomainId;
    }
  /** `mailboxId`: the mailbox that the mail's login link opens, if it has one. */
  | {
      readonly name: 'deliver_mail';
      readonly outgoingMailId: OutgoingMailId;
      readonly mailboxId?: MailboxId;
    }
  /**
   * Mails a link for a forgotten password, if an account has that address. `askedAt`: an ISO 8601 instant; a link that was
   * issued since answers the request.
   */
  | {
      readonly name: 'mail_password_link';
      readonly address: string;
      readonly language: Language;
      readonly askedAt: string;
      readonly origin: RequestOrigin;
    }
  | { readonly name: 'run_plugin_hook'; readonly plugin: string; readonly event: PluginEvent }
  | { readonly name: 'deliver_to_webhook'; readonly webhookId: TeamWebhookId }
  /** Tells a client of the OpenID provider that a sign-in ended; `sid` as in `EndedSignIn`, `endedAt` in ISO 8601. */
  | {
      readonly name: 'notify_sign_out';
      readonly mailboxId: MailboxId;
      readonly clientId: string;
      readonly sid: string | null;
      readonly endedAt: string;
    }
  /** Announces or carries out the end of a domain without right DNS, if that is due. */
  | { readonly name: 'end_mail_domain'; readonly mailDomainId: MailDomainId }
  /** Tells those of a domain who have no second factor from when on they need one, some at a time. */
  | { readonly name: 'announce_second_factor'; readonly mailDomainId: MailDomainId }
  /** Tries the mail service from end to end. */
  | { readonly name: 'check_mail_service' }
  /** Scheduled jobs. */
  | { readonly name: 'schedule_second_factor_notices' }
  | { readonly name: 'schedule_domain_checks'; readonly statuses: readonly MailDomainStatus[] }
  | { readonly name: 'schedule_mail_domain_ends' }
  | { readonly name: 'resume_stalled_mailboxes' }
  | { readonly name: 'schedule_reconciliations' }
  | { readonly name: 'name_unnamed_organizations' }
  | { readonly name: 'resume_webhooks' }
  | { readonly name: 'purge_webhook_deliveries' }
  | { readonly name: 'erase_unsent_mails' }
  | { readonly name: 'forget_bulk_changes' }
  | { readonly name: 'purge_sessions' }
  | { readonly name: 'forget_sign_in_attempts' }
  | { readonly name: 'purge_openid_records' };

export type JobName = Job['name'];

/** The job is done, or is to be run again after that many seconds. */
export type JobOutcome = undefined | { readonly retryInSeconds: number };

/**
 * Carries out jobs of one name. It may run twice for one job, also at the same time in two processes, and must have the
 * effect of one run. A thrown `DomainError` of kind `unavailable` is an outage, and the job is retried later.
 */
export type JobHandler<Name extends JobName = JobName> = (
  job: Extract<Job, { name: Name }>,
) => Promise<JobOutcome>;

export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };
