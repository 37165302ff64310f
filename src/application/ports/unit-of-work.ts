import type { MailDomainAccessRepository, TeamAccessRepository } from './access-repositories.ts';
import type { AccountServiceRepository } from './account-service-repository.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { ContactRepository } from './contact-repository.ts';
import type { DriftRepository } from './drift-repository.ts';
import type { InvitationRepository } from './invitation-repository.ts';
import type { MailAliasChangeRepository, MailAliasRepository } from './mail-alias-repository.ts';
import type { MailDomainInvitationRepository } from './mail-domain-invitation-repository.ts';
import type { MailDomainRepository } from './mail-domain-repository.ts';
import type { MailboxRepository } from './mailbox-repository.ts';
import type { OrganizationMergeRepository } from './organization-merge-repository.ts';
import type {
  OrganizationAccessRepository,
  OrganizationClaimRepository,
} from './organization-people-repositories.ts';
import type { OrganizationRepository } from './organization-repository.ts';
import type { Outbox } from './outbox.ts';
import type { OutgoingMailRepository } from './outgoing-mail-repository.ts';
import type { PlacementRepository } from './placement-repository.ts';
import type { ServiceProviderRepository } from './service-provider-repository.ts';
import type { SessionRepository } from './session-repository.ts';
import type { SignalPublisher } from './signals.ts';
import type { StoredCounts } from './stored-counts.ts';
import type { TeamInvitationRepository } from './team-invitation-repository.ts';
import type { TeamRepository } from './team-repository.ts';
import type { TeamWebhookRepository } from './team-webhook-repository.ts';
import type { UserRepository } from './user-repository.ts';
import type { WaitingJobs } from './waiting-jobs.ts';
import type { WebhookDeliveryRepository } from './webhook-delivery-repository.ts';

export type Repositories = {
  readonly organizations: OrganizationRepository;
  readonly organizationAccesses: OrganizationAccessRepository;
  readonly organizationClaims: OrganizationClaimRepository;
  readonly organizationMerges: OrganizationMergeRepository;
  readonly placements: PlacementRepository;
  readonly serviceProviders: ServiceProviderRepository;
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
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
  readonly mailAliases: MailAliasRepository;
  readonly mailAliasChanges: MailAliasChangeRepository;
  readonly drift: DriftRepository;
  readonly outgoingMails: OutgoingMailRepository;
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
