import type { AccountServiceQueries } from '../../application/ports/account-service-repository.ts';
import type { AuditQueries } from '../../application/ports/audit-queries.ts';
import type { CommuneQueries } from '../../application/ports/commune-queries.ts';
import type { ContactQueries } from '../../application/ports/contact-queries.ts';
import type { DirectoryQueries } from '../../application/ports/directory-queries.ts';
import type { DriftQueries } from '../../application/ports/drift-repository.ts';
import type { IdentityProvider } from '../../application/ports/identity-provider.ts';
import type { KeptMailDomainQueries } from '../../application/ports/kept-mail-domain-queries.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { MailAliasQueries } from '../../application/ports/mail-alias-repository.ts';
import type {
  MailDomainAccessQueries,
  MailDomainInvitationQueries,
} from '../../application/ports/mail-domain-people-queries.ts';
import type { MailProvisioner } from '../../application/ports/mail-provisioner.ts';
import type { Mailer } from '../../application/ports/mailer.ts';
import type { MetadataSchema } from '../../application/ports/metadata-schema.ts';
import type { OpenMailChangeQueries } from '../../application/ports/open-mail-change-queries.ts';
import type { OrganizationDirectory } from '../../application/ports/organization-directory.ts';
import type { OrganizationPeopleQueries } from '../../application/ports/organization-people-queries.ts';
import type { OutgoingMailQueries } from '../../application/ports/outgoing-mail-queries.ts';
import type { PasswordHasher } from '../../application/ports/password-hasher.ts';
import type {
  MailboxQueries,
  MailDomainQueries,
  OrganizationQueries,
  PersonQueries,
  ServiceProviderQueries,
  StatisticsQueries,
  UserQueries,
} from '../../application/ports/queries.ts';
import type { RateLimiter } from '../../application/ports/rate-limiter.ts';
import type { RequestThrottle } from '../../application/ports/request-throttle.ts';
import type { ServiceTeamQueries } from '../../application/ports/service-team-queries.ts';
import type { SessionStore } from '../../application/ports/session-store.ts';
import type { Signals } from '../../application/ports/signals.ts';
import type {
  Clock,
  IdGenerator,
  Randomness,
  SecretGenerator,
  TextDigest,
  TimezoneCatalogue,
} from '../../application/ports/system.ts';
import type {
  TeamAccessQueries,
  TeamInvitationQueries,
  TeamQueries,
} from '../../application/ports/team-queries.ts';
import type { TeamWebhookQueries } from '../../application/ports/team-webhook-queries.ts';
import type { TokenIntrospector } from '../../application/ports/token-introspector.ts';
import type { UnitOfWork } from '../../application/ports/unit-of-work.ts';
import type { WebhookSender } from '../../application/ports/webhook-sender.ts';

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
