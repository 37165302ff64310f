import type { Job } from '../../src/application/jobs/job.ts';
import type { AccountServiceQueries } from '../../src/application/ports/account-service-repository.ts';
import type { AuditQueries } from '../../src/application/ports/audit-queries.ts';
import type { CommuneQueries } from '../../src/application/ports/commune-queries.ts';
import type { ContactQueries } from '../../src/application/ports/contact-queries.ts';
import type { DirectoryQueries } from '../../src/application/ports/directory-queries.ts';
import type { DriftQueries } from '../../src/application/ports/drift-repository.ts';
import type { KeptMailDomainQueries } from '../../src/application/ports/kept-mail-domain-queries.ts';
import type { MailAliasQueries } from '../../src/application/ports/mail-alias-repository.ts';
import type {
  MailDomainAccessQueries,
  MailDomainInvitationQueries,
} from '../../src/application/ports/mail-domain-people-queries.ts';
import type { OpenMailChangeQueries } from '../../src/application/ports/open-mail-change-queries.ts';
import type { OrganizationPeopleQueries } from '../../src/application/ports/organization-people-queries.ts';
import type { OutgoingMailQueries } from '../../src/application/ports/outgoing-mail-queries.ts';
import type {
  MailboxQueries,
  MailDomainQueries,
  OrganizationQueries,
  PersonQueries,
  ServiceProviderQueries,
  StatisticsQueries,
  UserQueries,
} from '../../src/application/ports/queries.ts';
import type { RequestThrottle, ThrottleRates } from '../../src/application/ports/request-throttle.ts';
import type { ServiceTeamQueries } from '../../src/application/ports/service-team-queries.ts';
import type { SessionStore } from '../../src/application/ports/session-store.ts';
import type { Signals } from '../../src/application/ports/signals.ts';
import type {
  TeamAccessQueries,
  TeamInvitationQueries,
  TeamQueries,
} from '../../src/application/ports/team-queries.ts';
import type { TeamWebhookQueries } from '../../src/application/ports/team-webhook-queries.ts';
import type { UnitOfWork } from '../../src/application/ports/unit-of-work.ts';
import type { MailAlias } from '../../src/domain/mail/mail-alias.ts';
import type { MailDomainInvitation } from '../../src/domain/mail/mail-domain-invitation.ts';
import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import type { ServiceProvider } from '../../src/domain/service-provider/service-provider.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';
import type { TeamInvitation } from '../../src/domain/team/team-invitation.ts';

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
