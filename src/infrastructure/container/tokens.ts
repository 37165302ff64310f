import type { JobHandler, JobName } from '../../application/shared/jobs/job.ts';
import type { Adapters } from './adapters.ts';
import { IDENTITY_TOKENS } from './tokens/identity-tokens.ts';
import { MAIL_TOKENS } from './tokens/mail-tokens.ts';
import { ORGANIZATION_TOKENS } from './tokens/organization-tokens.ts';
import { PEOPLE_TOKENS } from './tokens/people-tokens.ts';
import { SERVICE_TOKENS } from './tokens/service-tokens.ts';
import { SETTINGS_TOKENS } from './tokens/settings-tokens.ts';
import { TEAM_TOKENS } from './tokens/team-tokens.ts';
import { type Token, token } from './tokens/typed-bind.ts';

type AdapterTokens = { readonly [Name in keyof Adapters]: Token<Adapters[Name]> };
type JobTokens = { readonly [Name in JobName]: Token<JobHandler<Name>> };

/** One token per port. */
export const ADAPTER_TOKENS: AdapterTokens = {
  unitOfWork: token('UnitOfWork'),
  sessions: token('SessionStore'),
  sharedSlots: token('SharedSlots'),
  signals: token('Signals'),
  mailDomainQueries: token('MailDomainQueries'),
  mailDomainAccessQueries: token('MailDomainAccessQueries'),
  mailDomainInvitationQueries: token('MailDomainInvitationQueries'),
  mailAliasQueries: token('MailAliasQueries'),
  mailboxQueries: token('MailboxQueries'),
  driftQueries: token('DriftQueries'),
  openMailChangeQueries: token('OpenMailChangeQueries'),
  keptMailDomainQueries: token('KeptMailDomainQueries'),
  outgoingMailQueries: token('OutgoingMailQueries'),
  personQueries: token('PersonQueries'),
  organizationQueries: token('OrganizationQueries'),
  userQueries: token('UserQueries'),
  serviceProviderQueries: token('ServiceProviderQueries'),
  statisticsQueries: token('StatisticsQueries'),
  requestThrottle: token('RequestThrottle'),
  teamQueries: token('TeamQueries'),
  teamAccessQueries: token('TeamAccessQueries'),
  teamInvitationQueries: token('TeamInvitationQueries'),
  teamWebhookQueries: token('TeamWebhookQueries'),
  contactQueries: token('ContactQueries'),
  serviceTeamQueries: token('ServiceTeamQueries'),
  directoryQueries: token('DirectoryQueries'),
  accountServiceQueries: token('AccountServiceQueries'),
  communeQueries: token('CommuneQueries'),
  auditQueries: token('AuditQueries'),
  metadataSchema: token('MetadataSchema'),
  organizationPeopleQueries: token('OrganizationPeopleQueries'),
  mailProvisioner: token('MailProvisioner'),
  mailer: token('Mailer'),
  webhookSender: token('WebhookSender'),
  identityProvider: token('IdentityProvider'),
  tokenIntrospector: token('TokenIntrospector'),
  organizationDirectory: token('OrganizationDirectory'),
  rateLimiter: token('RateLimiter'),
  passwordHasher: token('PasswordHasher'),
  timezones: token('TimezoneCatalogue'),
  clock: token('Clock'),
  ids: token('IdGenerator'),
  randomness: token('Randomness'),
  secrets: token('SecretGenerator'),
  digest: token('TextDigest'),
  logger: token('Logger'),
};

/** One token per kind of job. */
export const JOB_TOKENS: JobTokens = {
  register_mail_domain: token('RegisterMailDomain'),
  check_mail_domain: token('CheckMailDomainJob'),
  provision_mailbox: token('ProvisionMailbox'),
  synchronize_mailbox: token('SynchronizeMailbox'),
  reconcile_mail_domain: token('ReconcileMailDomainJob'),
  change_alias: token('ChangeAlias'),
  complete_mail_draft: token('CompleteMailDraft'),
  deliver_mail: token('DeliverMail'),
  run_plugin_hook: token('RunPluginHook'),
  deliver_to_webhook: token('DeliverToWebhook'),
  resume_webhooks: token('ResumeWebhooks'),
  purge_webhook_deliveries: token('PurgeWebhookDeliveries'),
  schedule_domain_checks: token('ScheduleDomainChecks'),
  resume_stalled_mailboxes: token('ResumeStalledMailboxes'),
  schedule_reconciliations: token('ScheduleReconciliations'),
  name_unnamed_organizations: token('RequeueUnnamedOrganizations'),
  erase_unsent_mails: token('EraseUnsentMails'),
  purge_sessions: token('PurgeSessions'),
};

/** One token per setting and per use case, an area a file. */
export const TOKENS = {
  ...SETTINGS_TOKENS,
  ...IDENTITY_TOKENS,
  ...PEOPLE_TOKENS,
  ...ORGANIZATION_TOKENS,
  ...MAIL_TOKENS,
  ...TEAM_TOKENS,
  ...SERVICE_TOKENS,
};
