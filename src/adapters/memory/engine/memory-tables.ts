import type { OutgoingMail } from '../../../application/notification/outgoing-mail-repository.ts';
import type { DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { AccountService } from '../../../domain/access/account-service.ts';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { AuditEntry } from '../../../domain/audit/audit-entry.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainAccess } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { Contact } from '../../../domain/people/contact.ts';
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
import { MemoryTable } from './memory-table.ts';

/** `id` joins the two others. */
export type StoredServiceLink<Owner extends string> = Readonly<{
  id: string;
  ownerId: Owner;
  serviceProviderId: ServiceProviderId;
}>;

/** `id` is that of the person. */
type StaffPlacement = Readonly<{ id: UserId; placedAt: Date }>;
type StoredDiscrepancy = OrganizationDiscrepancy & Readonly<{ id: UserId }>;

/** `id` is the domain name. */
type UnconfirmedRegistration = Readonly<{ id: string; since: Date }>;

/** `id` is that of the domain. */
export type StoredDriftRun = DriftRun & Readonly<{ id: MailDomainId }>;
export type StoredDriftLine = DriftLine & Readonly<{ runStartedAt: Date }>;

/** With its secret, which is not at rest here. */
export type StoredTeamWebhook = TeamWebhook & Readonly<{ secret: string | null }>;
/** `kept`: where it goes, of a webhook that is gone with its team. */
export type StoredWebhookDelivery = WebhookDelivery & Readonly<{ kept: WebhookTarget | null }>;

/** All that transactions read and write. */
export type MemoryTables = Readonly<{
  organizations: MemoryTable<Organization>;
  users: MemoryTable<User>;
  organizationAccesses: MemoryTable<OrganizationAccess>;
  organizationClaims: MemoryTable<OrganizationClaim>;
  organizationDiscrepancies: MemoryTable<StoredDiscrepancy>;
  staffPlacements: MemoryTable<StaffPlacement>;
  contacts: MemoryTable<Contact>;
  teams: MemoryTable<Team>;
  organizationServiceProviders: MemoryTable<StoredServiceLink<OrganizationId>>;
  teamServiceProviders: MemoryTable<StoredServiceLink<TeamId>>;
  teamAccesses: MemoryTable<TeamAccess>;
  teamInvitations: MemoryTable<TeamInvitation>;
  teamWebhooks: MemoryTable<StoredTeamWebhook>;
  webhookDeliveries: MemoryTable<StoredWebhookDelivery>;
  mailDomains: MemoryTable<MailDomain>;
  unconfirmedRegistrations: MemoryTable<UnconfirmedRegistration>;
  mailDomainAccesses: MemoryTable<MailDomainAccess>;
  mailDomainInvitations: MemoryTable<MailDomainInvitation>;
  mailboxes: MemoryTable<Mailbox>;
  outgoingMails: MemoryTable<OutgoingMail>;
  serviceProviders: MemoryTable<ServiceProvider>;
  accountServices: MemoryTable<AccountService>;
  mailAliases: MemoryTable<MailAlias>;
  mailAliasChanges: MemoryTable<MailAliasChange>;
  driftRuns: MemoryTable<StoredDriftRun>;
  driftLines: MemoryTable<StoredDriftLine>;
  auditEntries: MemoryTable<AuditEntry>;
}>;

export const emptyTables = (): MemoryTables => ({
  organizations: new MemoryTable('organization'),
  users: new MemoryTable('user'),
  organizationAccesses: new MemoryTable('organization access'),
  organizationClaims: new MemoryTable('organization claim'),
  organizationDiscrepancies: new MemoryTable('organization discrepancy'),
  staffPlacements: new MemoryTable('staff placement'),
  contacts: new MemoryTable('contact'),
  teams: new MemoryTable('team'),
  organizationServiceProviders: new MemoryTable('service of an organization'),
  teamServiceProviders: new MemoryTable('service of a team'),
  teamAccesses: new MemoryTable('team access'),
  teamInvitations: new MemoryTable('team invitation'),
  teamWebhooks: new MemoryTable('webhook'),
  webhookDeliveries: new MemoryTable('delivery'),
  mailDomains: new MemoryTable('mail domain'),
  unconfirmedRegistrations: new MemoryTable('unconfirmed registration'),
  mailDomainAccesses: new MemoryTable('mail domain access'),
  mailDomainInvitations: new MemoryTable('mail domain invitation'),
  mailboxes: new MemoryTable('mailbox'),
  outgoingMails: new MemoryTable('outgoing mail'),
  serviceProviders: new MemoryTable('service provider'),
  accountServices: new MemoryTable('account service'),
  mailAliases: new MemoryTable('mail alias'),
  mailAliasChanges: new MemoryTable('mail alias change'),
  driftRuns: new MemoryTable('drift run'),
  driftLines: new MemoryTable('drift line'),
  auditEntries: new MemoryTable('audit entry'),
});

/** A draft of all tables. */
export const forkTables = (tables: MemoryTables): MemoryTables => ({
  organizations: tables.organizations.fork(),
  users: tables.users.fork(),
  organizationAccesses: tables.organizationAccesses.fork(),
  organizationClaims: tables.organizationClaims.fork(),
  organizationDiscrepancies: tables.organizationDiscrepancies.fork(),
  staffPlacements: tables.staffPlacements.fork(),
  contacts: tables.contacts.fork(),
  teams: tables.teams.fork(),
  organizationServiceProviders: tables.organizationServiceProviders.fork(),
  teamServiceProviders: tables.teamServiceProviders.fork(),
  teamAccesses: tables.teamAccesses.fork(),
  teamInvitations: tables.teamInvitations.fork(),
  teamWebhooks: tables.teamWebhooks.fork(),
  webhookDeliveries: tables.webhookDeliveries.fork(),
  mailDomains: tables.mailDomains.fork(),
  unconfirmedRegistrations: tables.unconfirmedRegistrations.fork(),
  mailDomainAccesses: tables.mailDomainAccesses.fork(),
  mailDomainInvitations: tables.mailDomainInvitations.fork(),
  mailboxes: tables.mailboxes.fork(),
  outgoingMails: tables.outgoingMails.fork(),
  serviceProviders: tables.serviceProviders.fork(),
  accountServices: tables.accountServices.fork(),
  mailAliases: tables.mailAliases.fork(),
  mailAliasChanges: tables.mailAliasChanges.fork(),
  driftRuns: tables.driftRuns.fork(),
  driftLines: tables.driftLines.fork(),
  auditEntries: tables.auditEntries.fork(),
});
