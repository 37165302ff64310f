import type { AccountServiceQueries } from '../../src/application/access/account-service/account-service-repository.ts';
import type { DirectoryQueries } from '../../src/application/access/resource-server/directory-queries.ts';
import type { ServiceTeamQueries } from '../../src/application/access/resource-server/service-team-queries.ts';
import type { ServiceProviderQueries } from '../../src/application/access/service-provider/service-provider-queries.ts';
import type { MailAliasQueries } from '../../src/application/alias/mail-alias-repository.ts';
import type { AuditQueries } from '../../src/application/audit/audit-queries.ts';
import type { MailDomainInvitationQueries } from '../../src/application/invitation/mail-domain-invitation-queries.ts';
import type { TeamInvitationQueries } from '../../src/application/invitation/team-invitation-queries.ts';
import type { KeptMailDomainQueries } from '../../src/application/mail-domain/kept-mail-domain-queries.ts';
import type { MailDomainAccessQueries } from '../../src/application/mail-domain/mail-domain-access-queries.ts';
import type { MailDomainQueries } from '../../src/application/mail-domain/mail-domain-queries.ts';
import type { MailboxQueries } from '../../src/application/mailbox/mailbox-queries.ts';
import type { OutgoingMailQueries } from '../../src/application/notification/outgoing-mail-queries.ts';
import type { OrganizationPeopleQueries } from '../../src/application/organization/administrators/organization-people-queries.ts';
import type { CommuneQueries } from '../../src/application/organization/commune-queries.ts';
import type { OrganizationQueries } from '../../src/application/organization/organization-queries.ts';
import type { ContactQueries } from '../../src/application/people/contact/contact-queries.ts';
import type { PersonQueries } from '../../src/application/people/person-queries.ts';
import type { SessionStore } from '../../src/application/people/session-store.ts';
import type { UserQueries } from '../../src/application/people/user-queries.ts';
import type { DriftQueries } from '../../src/application/provisioning/drift-repository.ts';
import type { OpenMailChangeQueries } from '../../src/application/provisioning/reconciliation/open-mail-change-queries.ts';
import type { StatisticsQueries } from '../../src/application/shared/information/statistics-queries.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { Signals } from '../../src/application/shared/signals.ts';
import type {
  RequestThrottle,
  ThrottleRates,
} from '../../src/application/shared/throttling/request-throttle.ts';
import type { TeamAccessQueries } from '../../src/application/team/team-access-queries.ts';
import type { TeamQueries } from '../../src/application/team/team-queries.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { TeamWebhookQueries } from '../../src/application/webhook/team-webhook-queries.ts';
import type { ServiceProvider } from '../../src/domain/access/service-provider.ts';
import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import type { MailDomainInvitation } from '../../src/domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../src/domain/invitation/team-invitation.ts';
import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';

/** Stores rows that no port writes yet. What they refer to must be there. */
export type Seed = Readonly<{
  team(team: Team): Promise<void>;
  /** A service that these organizations may use. */
  serviceProvider(provider: ServiceProvider, organizationIds: readonly OrganizationId[]): Promise<void>;
  mailAlias(alias: MailAlias): Promise<void>;
  organizationAccess(access: OrganizationAccess): Promise<void>;
  teamInvitation(invitation: TeamInvitation): Promise<void>;
  mailDomainInvitation(invitation: MailDomainInvitation): Promise<void>;
}>;

/** A job that waits, due at `runAt` at the latest: one appended for at once may have any past instant there. */
export type WaitingJob = Readonly<{ job: Job; runAt: Date; key: string | undefined }>;

/** One storage behind all its ports, as contract suites and tests of use cases see it. */
export type StorageHarness = Readonly<{
  unitOfWork: UnitOfWork;
  sessions: SessionStore;
  signals: Signals;
  mailDomainQueries: MailDomainQueries;
  mailDomainAccessQueries: MailDomainAccessQueries;
  mailDomainInvitationQueries: MailDomainInvitationQueries;
  mailAliasQueries: MailAliasQueries;
  mailboxQueries: MailboxQueries;
  driftQueries: DriftQueries;
  openMailChangeQueries: OpenMailChangeQueries;
  keptMailDomainQueries: KeptMailDomainQueries;
  outgoingMailQueries: OutgoingMailQueries;
  personQueries: PersonQueries;
  organizationQueries: OrganizationQueries;
  userQueries: UserQueries;
  serviceProviderQueries: ServiceProviderQueries;
  statisticsQueries: StatisticsQueries;
  /** Counts requests at these rates. */
  throttle(rates: ThrottleRates): RequestThrottle;
  teamQueries: TeamQueries;
  teamAccessQueries: TeamAccessQueries;
  teamInvitationQueries: TeamInvitationQueries;
  teamWebhookQueries: TeamWebhookQueries;
  contactQueries: ContactQueries;
  serviceTeamQueries: ServiceTeamQueries;
  directoryQueries: DirectoryQueries;
  accountServiceQueries: AccountServiceQueries;
  communeQueries: CommuneQueries;
  auditQueries: AuditQueries;
  organizationPeopleQueries: OrganizationPeopleQueries;
  seed: Seed;
  /** Those committed and not yet begun, in order of due time. */
  queuedJobs(): Promise<readonly WaitingJob[]>;
  /** Forgets everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}>;
