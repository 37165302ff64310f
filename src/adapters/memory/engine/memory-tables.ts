import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type { OutgoingMail } from '../../../application/notification/outgoing-mail-repository.ts';
import type { DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { AccountService } from '../../../domain/access/account-service.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { AuditEntry } from '../../../domain/audit/audit-entry.ts';
import type { FactorReset } from '../../../domain/identity/administration/factor-reset.ts';
import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../../domain/identity/administration/second-factor-policy.ts';
import type { Passkey, Totp } from '../../../domain/identity/authenticator.ts';
import type { EnrolmentLink } from '../../../domain/identity/enrolment-link.ts';
import type { PasswordLink } from '../../../domain/identity/password-link.ts';
import type { RecoveryCode } from '../../../domain/identity/recovery-code.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainAccess } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailLink } from '../../../domain/notification/mail-link.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { Contact } from '../../../domain/people/contact.ts';
import type { FirstStaff } from '../../../domain/people/first-staff.ts';
import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import type { User } from '../../../domain/people/user.ts';
import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import type {
  MailDomainId,
  OrganizationId,
  ServiceProviderId,
  TeamId,
  UserId,
} from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamAccess } from '../../../domain/team/team-access.ts';
import type { TeamWebhook } from '../../../domain/webhook/team-webhook.ts';
import type { WebhookDelivery, WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import type { TableRules } from '../../storage/table-rules.ts';
import { MemoryTable } from './memory-table.ts';
import type { StoredOpenidRecord } from './stored-openid-record.ts';

/** `id` combines the two others. */
export type OrganizationServiceLink = Readonly<{
  id: string;
  organizationId: OrganizationId;
  serviceProviderId: ServiceProviderId;
}>;
export type TeamServiceLink = Readonly<{ id: string; teamId: TeamId; serviceProviderId: ServiceProviderId }>;

/** `id` is that of the person. */
type StaffPlacement = Readonly<{ id: UserId; userId: UserId; placedAt: Date }>;
type StoredDiscrepancy = OrganizationDiscrepancy & Readonly<{ id: UserId }>;

/** `id` is that of the person. */
type StoredLevelWaiver = LevelWaiver & Readonly<{ id: UserId }>;

/** `id` is the address. */
type StoredFirstStaff = FirstStaff & Readonly<{ id: string }>;

/** `id` is the domain name. */
type UnconfirmedRegistration = Readonly<{ id: string; since: Date }>;
/** `id` is the domain name. */
type EndedMailDomain = Readonly<{ id: string; endedAt: Date }>;

/** `id` is that of the domain. */
export type StoredDriftRun = DriftRun & Readonly<{ id: MailDomainId }>;
export type StoredDriftLine = DriftLine & Readonly<{ runStartedAt: Date }>;

/** A webhook with its secret, unencrypted in memory. */
export type StoredTeamWebhook = TeamWebhook & Readonly<{ secret: string | null }>;
/** `kept`: the destination of a delivery whose webhook was deleted with its team. */
export type StoredWebhookDelivery = WebhookDelivery & Readonly<{ kept: WebhookTarget | null }>;

/** `id` is that of the client. */
export type StoredOpenidClient = RegisteredClient & Readonly<{ id: string }>;

/** Applications have no credential id. */
export type StoredAuthenticator = (Totp & Readonly<{ credentialId: null }>) | Passkey;
/** `id` is that of the domain. */
export type StoredSecondFactorPolicy = SecondFactorPolicy & Readonly<{ id: string }>;
/** `id` is that of the domain. */
export type StoredSecondFactorNotice = SecondFactorNotice & Readonly<{ id: string }>;

/** All data that transactions read and write. */
export type MemoryTables = Readonly<{
  organizations: MemoryTable<Organization>;
  users: MemoryTable<User>;
  organizationAccesses: MemoryTable<OrganizationAccess>;
  organizationClaims: MemoryTable<OrganizationClaim>;
  organizationDiscrepancies: MemoryTable<StoredDiscrepancy>;
  staffPlacements: MemoryTable<StaffPlacement>;
  levelWaivers: MemoryTable<StoredLevelWaiver>;
  firstStaff: MemoryTable<StoredFirstStaff>;
  contacts: MemoryTable<Contact>;
  teams: MemoryTable<Team>;
  organizationServiceProviders: MemoryTable<OrganizationServiceLink>;
  teamServiceProviders: MemoryTable<TeamServiceLink>;
  teamAccesses: MemoryTable<TeamAccess>;
  teamInvitations: MemoryTable<TeamInvitation>;
  teamWebhooks: MemoryTable<StoredTeamWebhook>;
  webhookDeliveries: MemoryTable<StoredWebhookDelivery>;
  mailDomains: MemoryTable<MailDomain>;
  unconfirmedRegistrations: MemoryTable<UnconfirmedRegistration>;
  endedMailDomains: MemoryTable<EndedMailDomain>;
  mailDomainAccesses: MemoryTable<MailDomainAccess>;
  mailDomainInvitations: MemoryTable<MailDomainInvitation>;
  mailboxes: MemoryTable<Mailbox>;
  mailboxBulkChanges: MemoryTable<BulkChange>;
  openidRecords: MemoryTable<StoredOpenidRecord>;
  outgoingMails: MemoryTable<OutgoingMail>;
  mailLinks: MemoryTable<MailLink>;
  passwordLinks: MemoryTable<PasswordLink>;
  enrolmentLinks: MemoryTable<EnrolmentLink>;
  authenticators: MemoryTable<StoredAuthenticator>;
  recoveryCodes: MemoryTable<RecoveryCode>;
  secondFactorPolicies: MemoryTable<StoredSecondFactorPolicy>;
  secondFactorNotices: MemoryTable<StoredSecondFactorNotice>;
  factorResets: MemoryTable<FactorReset>;
  serviceProviders: MemoryTable<ServiceProvider>;
  accountServices: MemoryTable<AccountService>;
  openidClients: MemoryTable<StoredOpenidClient>;
  mailAliases: MemoryTable<MailAlias>;
  mailAliasChanges: MemoryTable<MailAliasChange>;
  driftRuns: MemoryTable<StoredDriftRun>;
  driftLines: MemoryTable<StoredDriftLine>;
  auditEntries: MemoryTable<AuditEntry>;
}>;

/** Empty tables, or drafts of `former` ones, which changes of the drafts do not affect. */
export const makeTables = (former?: MemoryTables): MemoryTables => {
  const table = <Row extends { readonly id: string }>(rules: TableRules<Row>, rows?: MemoryTable<Row>) =>
    new MemoryTable(rules, () => Object.values(tables), rows);
  const tables: MemoryTables = {
    organizations: table(TABLE_RULES.organization, former?.organizations),
    users: table(TABLE_RULES.user_account, former?.users),
    organizationAccesses: table(TABLE_RULES.organization_access, former?.organizationAccesses),
    organizationClaims: table(TABLE_RULES.organization_claim, former?.organizationClaims),
    organizationDiscrepancies: table(TABLE_RULES.organization_discrepancy, former?.organizationDiscrepancies),
    staffPlacements: table(TABLE_RULES.staff_placement, former?.staffPlacements),
    levelWaivers: table(TABLE_RULES.level_waiver, former?.levelWaivers),
    firstStaff: table(TABLE_RULES.first_staff, former?.firstStaff),
    contacts: table(TABLE_RULES.contact, former?.contacts),
    teams: table(TABLE_RULES.team, former?.teams),
    organizationServiceProviders: table(
      TABLE_RULES.organization_service_provider,
      former?.organizationServiceProviders,
    ),
    teamServiceProviders: table(TABLE_RULES.team_service_provider, former?.teamServiceProviders),
    teamAccesses: table(TABLE_RULES.team_access, former?.teamAccesses),
    teamInvitations: table(TABLE_RULES.team_invitation, former?.teamInvitations),
    teamWebhooks: table(TABLE_RULES.team_webhook, former?.teamWebhooks),
    webhookDeliveries: table({ table: 'webhook_delivery' }, former?.webhookDeliveries),
    mailDomains: table(TABLE_RULES.mail_domain, former?.mailDomains),
    unconfirmedRegistrations: table({ table: 'unconfirmed_registration' }, former?.unconfirmedRegistrations),
    endedMailDomains: table({ table: 'ended_mail_domain' }, former?.endedMailDomains),
    mailDomainAccesses: table(TABLE_RULES.mail_domain_access, former?.mailDomainAccesses),
    mailDomainInvitations: table(TABLE_RULES.mail_domain_invitation, former?.mailDomainInvitations),
    mailboxes: table(TABLE_RULES.mailbox, former?.mailboxes),
    mailboxBulkChanges: table(TABLE_RULES.mailbox_bulk_change, former?.mailboxBulkChanges),
    openidRecords: table(TABLE_RULES.openid_record, former?.openidRecords),
    outgoingMails: table({ table: 'outgoing_mail' }, former?.outgoingMails),
    mailLinks: table(TABLE_RULES.mail_link, former?.mailLinks),
    passwordLinks: table(TABLE_RULES.password_link, former?.passwordLinks),
    enrolmentLinks: table(TABLE_RULES.enrolment_link, former?.enrolmentLinks),
    authenticators: table(TABLE_RULES.authenticator, former?.authenticators),
    recoveryCodes: table(TABLE_RULES.recovery_code, former?.recoveryCodes),
    secondFactorPolicies: table(TABLE_RULES.second_factor_policy, former?.secondFactorPolicies),
    secondFactorNotices: table(TABLE_RULES.second_factor_notice, former?.secondFactorNotices),
    factorResets: table(TABLE_RULES.factor_reset, former?.factorResets),
    serviceProviders: table(TABLE_RULES.service_provider, former?.serviceProviders),
    accountServices: table({ table: 'account_service' }, former?.accountServices),
    openidClients: table({ table: 'openid_client' }, former?.openidClients),
    mailAliases: table(TABLE_RULES.mail_alias, former?.mailAliases),
    mailAliasChanges: table(TABLE_RULES.mail_alias_change, former?.mailAliasChanges),
    driftRuns: table(TABLE_RULES.mail_drift_run, former?.driftRuns),
    driftLines: table(TABLE_RULES.mail_drift_line, former?.driftLines),
    auditEntries: table({ table: 'audit_entry' }, former?.auditEntries),
  };
  return tables;
};
