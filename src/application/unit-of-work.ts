import type { AccountServiceRepository } from './access/account-service/account-service-repository.ts';
import type { ServiceProviderRepository } from './access/service-provider/service-provider-repository.ts';
import type { MailAliasChangeRepository, MailAliasRepository } from './alias/mail-alias-repository.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { OpenidClientRepository } from './identity/client/openid-client-repository.ts';
import type { EnrolmentLinkRepository } from './identity/enrolment-link/enrolment-link-repository.ts';
import type { AuthenticatorRepository } from './identity/factor/authenticator-repository.ts';
import type { RecoveryCodeRepository } from './identity/factor/recovery-code-repository.ts';
import type { FactorResetRepository } from './identity/factor-administration/factor-reset-repository.ts';
import type { SecondFactorPolicyRepository } from './identity/factor-administration/second-factor-policy-repository.ts';
import type { PasswordLinkRepository } from './identity/password/password-link-repository.ts';
import type { OpenidSessionRepository } from './identity/provider/openid-sessions.ts';
import type {
  InvitationRepository,
  MailDomainInvitationRepository,
  TeamInvitationRepository,
} from './invitation/invitation-repository.ts';
import type { MailDomainAccessRepository } from './mail-domain/mail-domain-access-repository.ts';
import type { MailDomainRepository } from './mail-domain/mail-domain-repository.ts';
import type { MailboxBulkChangeRepository } from './mailbox/bulk/mailbox-bulk-change-repository.ts';
import type { MailboxRepository } from './mailbox/mailbox-repository.ts';
import type { MailLinkRepository } from './notification/mail-link-repository.ts';
import type { OutgoingMailRepository } from './notification/outgoing-mail-repository.ts';
import type {
  OrganizationAccessRepository,
  OrganizationClaimRepository,
} from './organization/administrators/organization-people-repositories.ts';
import type { OrganizationMergeRepository } from './organization/organization-merge-repository.ts';
import type { OrganizationRepository } from './organization/organization-repository.ts';
import type { PlacementRepository } from './organization/placement-repository.ts';
import type { ContactRepository } from './people/contact/contact-repository.ts';
import type { FirstStaffRepository } from './people/sign-in/first-staff/first-staff-repository.ts';
import type { LevelWaiverRepository } from './people/sign-in/level/level-waiver-repository.ts';
import type { SessionRepository } from './people/sign-in/session-repository.ts';
import type { UserRepository } from './people/user-repository.ts';
import type { DriftRepository } from './provisioning/drift-repository.ts';
import type { Outbox } from './shared/jobs/outbox.ts';
import type { WaitingJobs } from './shared/jobs/waiting-jobs.ts';
import type { SignalPublisher } from './shared/signals.ts';
import type { StoredCounts } from './shared/stored-counts.ts';
import type { TeamAccessRepository } from './team/team-access-repository.ts';
import type { TeamRepository } from './team/team-repository.ts';
import type { TeamWebhookRepository } from './webhook/delivery/team-webhook-repository.ts';
import type { WebhookDeliveryRepository } from './webhook/delivery/webhook-delivery-repository.ts';

export type Repositories = {
  readonly organizations: OrganizationRepository;
  readonly organizationAccesses: OrganizationAccessRepository;
  readonly organizationClaims: OrganizationClaimRepository;
  readonly organizationMerges: OrganizationMergeRepository;
  readonly placements: PlacementRepository;
  readonly serviceProviders: ServiceProviderRepository;
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  readonly levelWaivers: LevelWaiverRepository;
  readonly firstStaff: FirstStaffRepository;
  readonly contacts: ContactRepository;
  readonly invitations: InvitationRepository;
  readonly accountServices: AccountServiceRepository;
  readonly teams: TeamRepository;
  readonly teamInvitations: TeamInvitationRepository;
  readonly teamAccesses: TeamAccessRepository;
  readonly webhooks: TeamWebhookRepository;
  readonly webhookDeliveries: WebhookDeliveryRepository;
  readonly mailDomains: MailDomainRepository;
  readonly mailDomainAccesses: MailDomainAccessRepository;
  readonly mailDomainInvitations: MailDomainInvitationRepository;
  readonly mailboxes: MailboxRepository;
  readonly mailboxBulkChanges: MailboxBulkChangeRepository;
  readonly mailAliases: MailAliasRepository;
  readonly mailAliasChanges: MailAliasChangeRepository;
  readonly drift: DriftRepository;
  readonly openidSessions: OpenidSessionRepository;
  readonly openidClients: OpenidClientRepository;
  readonly outgoingMails: OutgoingMailRepository;
  readonly mailLinks: MailLinkRepository;
  readonly passwordLinks: PasswordLinkRepository;
  readonly enrolmentLinks: EnrolmentLinkRepository;
  readonly authenticators: AuthenticatorRepository;
  readonly recoveryCodes: RecoveryCodeRepository;
  readonly secondFactorPolicies: SecondFactorPolicyRepository;
  readonly factorResets: FactorResetRepository;
  readonly outbox: Outbox;
  readonly waitingJobs: WaitingJobs;
  readonly audit: AuditTrail;
  readonly signals: SignalPublisher;
  readonly storedCounts: StoredCounts;
};

/**
 * Runs `work` in one transaction: commits if it resolves, rolls back if it rejects. A failed repository call aborts
 * the transaction even if `work` swallows the failure. Do not nest; no network inside.
 */
export interface UnitOfWork<R extends Partial<Repositories> = Repositories> {
  run<T>(work: (repositories: R) => Promise<T>): Promise<T>;
}
