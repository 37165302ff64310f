import type { AccountServiceQueries } from './access/account-service/account-service-repository.ts';
import type { DirectoryQueries } from './access/resource-server/directory-queries.ts';
import type { ServiceTeamQueries } from './access/resource-server/service-team-queries.ts';
import type { ServiceProviderQueries } from './access/service-provider/service-provider-queries.ts';
import type { MailAliasQueries } from './alias/mail-alias-repository.ts';
import type { AuditQueries } from './audit/audit-queries.ts';
import type { MailboxAccountQueries } from './identity/account/mailbox-account-queries.ts';
import type { OpenidClientQueries } from './identity/client/openid-client-queries.ts';
import type { SecondFactorQueries } from './identity/factor-administration/second-factor-queries.ts';
import type { OpenidRecords } from './identity/provider/openid-records.ts';
import type { OpenidSessionQueries } from './identity/provider/openid-sessions.ts';
import type { OpenidTokenQueries } from './identity/provider/openid-token-queries.ts';
import type { SignInAttempts } from './identity/sign-in/sign-in-attempts.ts';
import type {
  MailDomainInvitationQueries,
  ReceivedInvitationQueries,
  TeamInvitationQueries,
} from './invitation/invitation-queries.ts';
import type { MailDomainAccessQueries } from './mail-domain/mail-domain-access-queries.ts';
import type { MailDomainQueries } from './mail-domain/mail-domain-queries.ts';
import type { ManagedMailDomainQueries } from './mail-domain/managed-mail-domain-queries.ts';
import type { MailboxQueries } from './mailbox/mailbox-queries.ts';
import type { OutgoingMailQueries } from './notification/outgoing-mail-queries.ts';
import type { OrganizationPeopleQueries } from './organization/administrators/organization-people-queries.ts';
import type { CommuneQueries } from './organization/commune-queries.ts';
import type { OrganizationQueries } from './organization/organization-queries.ts';
import type { OverviewQueries } from './overview/overview-queries.ts';
import type { ContactQueries } from './people/contact/contact-queries.ts';
import type { PersonQueries } from './people/person-queries.ts';
import type { SessionStore } from './people/session-store.ts';
import type { UserQueries } from './people/user-queries.ts';
import type { DriftQueries } from './provisioning/drift-repository.ts';
import type { OpenMailChangeQueries } from './provisioning/reconciliation/open-mail-change-queries.ts';
import type { StatisticsQueries } from './shared/information/statistics-queries.ts';
import type { Signals } from './shared/signals.ts';
import type { ActionCounters } from './shared/throttling/action-counters.ts';
import type { RateLimiter } from './shared/throttling/rate-limiter.ts';
import type { RequestThrottle } from './shared/throttling/request-throttle.ts';
import type { SharedSlots } from './shared/throttling/shared-slots.ts';
import type { TeamAccessQueries } from './team/team-access-queries.ts';
import type { TeamQueries } from './team/team-queries.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { TeamWebhookQueries } from './webhook/team-webhook-queries.ts';

/** All ports of the storage, including those through which the processes of an installation share state. */
export type Storage = Readonly<{
  accountServiceQueries: AccountServiceQueries;
  auditQueries: AuditQueries;
  communeQueries: CommuneQueries;
  contactQueries: ContactQueries;
  directoryQueries: DirectoryQueries;
  driftQueries: DriftQueries;
  managedMailDomainQueries: ManagedMailDomainQueries;
  mailAliasQueries: MailAliasQueries;
  mailboxAccountQueries: MailboxAccountQueries;
  mailboxQueries: MailboxQueries;
  mailDomainAccessQueries: MailDomainAccessQueries;
  mailDomainInvitationQueries: MailDomainInvitationQueries;
  mailDomainQueries: MailDomainQueries;
  openidRecords: OpenidRecords;
  openidSessionQueries: OpenidSessionQueries;
  openidTokenQueries: OpenidTokenQueries;
  openidClientQueries: OpenidClientQueries;
  openMailChangeQueries: OpenMailChangeQueries;
  organizationPeopleQueries: OrganizationPeopleQueries;
  organizationQueries: OrganizationQueries;
  outgoingMailQueries: OutgoingMailQueries;
  overviewQueries: OverviewQueries;
  personQueries: PersonQueries;
  rateLimiter: RateLimiter;
  requestThrottle: RequestThrottle;
  actionCounters: ActionCounters;
  secondFactorQueries: SecondFactorQueries;
  serviceProviderQueries: ServiceProviderQueries;
  serviceTeamQueries: ServiceTeamQueries;
  signInAttempts: SignInAttempts;
  sessions: SessionStore;
  /** Slots under a name, of which `size` may be held at once. */
  sharedSlots: (name: string, size: number) => SharedSlots;
  signals: Signals;
  statisticsQueries: StatisticsQueries;
  teamAccessQueries: TeamAccessQueries;
  receivedInvitationQueries: ReceivedInvitationQueries;
  teamInvitationQueries: TeamInvitationQueries;
  teamQueries: TeamQueries;
  teamWebhookQueries: TeamWebhookQueries;
  unitOfWork: UnitOfWork;
  userQueries: UserQueries;
}>;
