import type { AccountServiceQueries } from '../../application/access/account-service/account-service-repository.ts';
import type { DirectoryQueries } from '../../application/access/resource-server/directory-queries.ts';
import type { ServiceTeamQueries } from '../../application/access/resource-server/service-team-queries.ts';
import type { TokenIntrospector } from '../../application/access/resource-server/token-introspector.ts';
import type { ServiceProviderQueries } from '../../application/access/service-provider/service-provider-queries.ts';
import type { MailAliasQueries } from '../../application/alias/mail-alias-repository.ts';
import type { AuditQueries } from '../../application/audit/audit-queries.ts';
import type { MailDomainInvitationQueries } from '../../application/invitation/mail-domain-invitation-queries.ts';
import type { TeamInvitationQueries } from '../../application/invitation/team-invitation-queries.ts';
import type { KeptMailDomainQueries } from '../../application/mail-domain/kept-mail-domain-queries.ts';
import type { MailDomainAccessQueries } from '../../application/mail-domain/mail-domain-access-queries.ts';
import type { MailDomainQueries } from '../../application/mail-domain/mail-domain-queries.ts';
import type { MailboxQueries } from '../../application/mailbox/mailbox-queries.ts';
import type { Mailer } from '../../application/notification/mailer.ts';
import type { OutgoingMailQueries } from '../../application/notification/outgoing-mail-queries.ts';
import type { OrganizationPeopleQueries } from '../../application/organization/administrators/organization-people-queries.ts';
import type { CommuneQueries } from '../../application/organization/commune-queries.ts';
import type { MetadataSchema } from '../../application/organization/metadata-schema.ts';
import type { OrganizationQueries } from '../../application/organization/organization-queries.ts';
import type { OrganizationDirectory } from '../../application/organization/plugins/organization-directory.ts';
import type { ContactQueries } from '../../application/people/contact/contact-queries.ts';
import type { PersonQueries } from '../../application/people/person-queries.ts';
import type { SessionStore } from '../../application/people/session-store.ts';
import type { IdentityProvider } from '../../application/people/sign-in/identity-provider.ts';
import type { UserQueries } from '../../application/people/user-queries.ts';
import type { DriftQueries } from '../../application/provisioning/drift-repository.ts';
import type { MailProvisioner } from '../../application/provisioning/mail-provisioner.ts';
import type { OpenMailChangeQueries } from '../../application/provisioning/reconciliation/open-mail-change-queries.ts';
import type { StatisticsQueries } from '../../application/shared/information/statistics-queries.ts';
import type { Logger } from '../../application/shared/logger.ts';
import type { PasswordHasher } from '../../application/shared/password-hasher.ts';
import type { Signals } from '../../application/shared/signals.ts';
import type {
  Clock,
  IdGenerator,
  Randomness,
  SecretGenerator,
  TextDigest,
  TimezoneCatalogue,
} from '../../application/shared/system.ts';
import type { RateLimiter } from '../../application/shared/throttling/rate-limiter.ts';
import type { RequestThrottle } from '../../application/shared/throttling/request-throttle.ts';
import type { TeamAccessQueries } from '../../application/team/team-access-queries.ts';
import type { TeamQueries } from '../../application/team/team-queries.ts';
import type { UnitOfWork } from '../../application/unit-of-work.ts';
import type { WebhookSender } from '../../application/webhook/delivery/webhook-sender.ts';
import type { TeamWebhookQueries } from '../../application/webhook/team-webhook-queries.ts';

/** Everything that differs between production, a test and an installation of your own: one member per port. */
export type Adapters = Readonly<{
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
  requestThrottle: RequestThrottle;
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
  metadataSchema: MetadataSchema;
  organizationPeopleQueries: OrganizationPeopleQueries;
  mailProvisioner: MailProvisioner;
  mailer: Mailer;
  webhookSender: WebhookSender;
  identityProvider: IdentityProvider;
  tokenIntrospector: TokenIntrospector;
  organizationDirectory: OrganizationDirectory;
  rateLimiter: RateLimiter;
  passwordHasher: PasswordHasher;
  timezones: TimezoneCatalogue;
  clock: Clock;
  ids: IdGenerator;
  randomness: Randomness;
  secrets: SecretGenerator;
  digest: TextDigest;
  logger: Logger;
}>;
