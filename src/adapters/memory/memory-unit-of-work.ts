import type { Repositories, UnitOfWork } from '../../application/unit-of-work.ts';
import { abortingOnFailure } from '../storage/aborting-on-failure.ts';
import { MemoryAccountServiceRepository } from './access/memory-account-service-repository.ts';
import { MemoryServiceProviderRepository } from './access/memory-service-provider-repository.ts';
import { MemoryMailAliasChangeRepository } from './alias/memory-mail-alias-change-repository.ts';
import { MemoryMailAliasRepository } from './alias/memory-mail-alias-repository.ts';
import { MemoryAuditTrail } from './audit/memory-audit-trail.ts';
import type { MemoryStore } from './engine/memory-store.ts';
import type { MemoryTransaction } from './engine/memory-transaction.ts';
import { MemoryFactorResetRepository } from './identity/administration/memory-factor-reset-repository.ts';
import { MemorySecondFactorPolicyRepository } from './identity/administration/memory-second-factor-policy-repository.ts';
import { MemoryAuthenticatorRepository } from './identity/memory-authenticator-repository.ts';
import { MemoryEnrolmentLinkRepository } from './identity/memory-enrolment-link-repository.ts';
import { MemoryOpenidClientRepository } from './identity/memory-openid-client-repository.ts';
import { MemoryOpenidSessionRepository } from './identity/memory-openid-sessions.ts';
import { MemoryPasswordLinkRepository } from './identity/memory-password-link-repository.ts';
import { MemoryRecoveryCodeRepository } from './identity/memory-recovery-code-repository.ts';
import { MemoryInvitationRepository } from './invitation/memory-invitation-repository.ts';
import { MemoryMailDomainInvitationRepository } from './invitation/memory-mail-domain-invitation-repository.ts';
import { MemoryTeamInvitationRepository } from './invitation/memory-team-invitation-repository.ts';
import { MemoryOutbox } from './jobs/memory-outbox.ts';
import { MemoryWaitingJobs } from './jobs/memory-waiting-jobs.ts';
import { MemoryMailDomainAccessRepository } from './mail-domain/memory-mail-domain-access-repository.ts';
import { MemoryMailDomainRepository } from './mail-domain/memory-mail-domain-repository.ts';
import { MemoryMailboxBulkChangeRepository } from './mailbox/memory-mailbox-bulk-change-repository.ts';
import { MemoryMailboxRepository } from './mailbox/memory-mailbox-repository.ts';
import { MemoryMailLinkRepository } from './notification/memory-mail-link-repository.ts';
import { MemoryOutgoingMailRepository } from './notification/memory-outgoing-mail-repository.ts';
import { MemoryOrganizationMergeRepository } from './organization/memory-organization-merge-repository.ts';
import {
  MemoryOrganizationAccessRepository,
  MemoryOrganizationClaimRepository,
} from './organization/memory-organization-people-repositories.ts';
import { MemoryOrganizationRepository } from './organization/memory-organization-repository.ts';
import { MemoryPlacementRepository } from './organization/memory-placement-repository.ts';
import { MemoryContactRepository } from './people/memory-contact-repository.ts';
import { MemoryFirstStaffRepository } from './people/memory-first-staff-repository.ts';
import { MemoryLevelWaiverRepository } from './people/memory-level-waiver-repository.ts';
import { MemorySessionRepository } from './people/memory-session-repository.ts';
import { MemoryUserRepository } from './people/memory-user-repository.ts';
import { MemoryDriftRepository } from './provisioning/memory-drift-repository.ts';
import { MemorySignalPublisher } from './shared/memory-signal-publisher.ts';
import { MemoryStoredCounts } from './shared/memory-stored-counts.ts';
import { MemoryTeamAccessRepository } from './team/memory-team-access-repository.ts';
import { MemoryTeamRepository } from './team/memory-team-repository.ts';
import { MemoryTeamWebhookRepository } from './webhook/memory-team-webhook-repository.ts';
import { MemoryWebhookDeliveryRepository } from './webhook/memory-webhook-delivery-repository.ts';

const repositoriesOn = (transaction: MemoryTransaction, store: MemoryStore): Repositories => {
  const { tables, jobs, finishedJobs, topics } = transaction;
  const guarded = <Repository extends object>(repository: Repository) =>
    abortingOnFailure(repository, transaction);
  return {
    organizations: guarded(new MemoryOrganizationRepository(tables)),
    organizationAccesses: guarded(new MemoryOrganizationAccessRepository(tables)),
    organizationClaims: guarded(new MemoryOrganizationClaimRepository(tables)),
    organizationMerges: guarded(new MemoryOrganizationMergeRepository(tables)),
    placements: guarded(new MemoryPlacementRepository(tables)),
    serviceProviders: guarded(new MemoryServiceProviderRepository(tables)),
    users: guarded(new MemoryUserRepository(tables)),
    sessions: guarded(new MemorySessionRepository(store, transaction)),
    levelWaivers: guarded(new MemoryLevelWaiverRepository(tables)),
    firstStaff: guarded(new MemoryFirstStaffRepository(tables)),
    contacts: guarded(new MemoryContactRepository(tables)),
    invitations: guarded(new MemoryInvitationRepository(tables)),
    accountServices: guarded(new MemoryAccountServiceRepository(tables)),
    teams: guarded(new MemoryTeamRepository(tables)),
    teamInvitations: guarded(new MemoryTeamInvitationRepository(tables)),
    teamAccesses: guarded(new MemoryTeamAccessRepository(tables)),
    webhooks: guarded(new MemoryTeamWebhookRepository(tables)),
    webhookDeliveries: guarded(new MemoryWebhookDeliveryRepository(tables)),
    mailDomains: guarded(new MemoryMailDomainRepository(tables)),
    mailDomainAccesses: guarded(new MemoryMailDomainAccessRepository(tables)),
    mailDomainInvitations: guarded(new MemoryMailDomainInvitationRepository(tables)),
    mailboxes: guarded(new MemoryMailboxRepository(tables)),
    mailboxBulkChanges: guarded(new MemoryMailboxBulkChangeRepository(tables)),
    drift: guarded(new MemoryDriftRepository(tables)),
    mailAliases: guarded(new MemoryMailAliasRepository(tables)),
    mailAliasChanges: guarded(new MemoryMailAliasChangeRepository(tables)),
    openidSessions: guarded(new MemoryOpenidSessionRepository(tables)),
    openidClients: guarded(new MemoryOpenidClientRepository(tables)),
    outgoingMails: guarded(new MemoryOutgoingMailRepository(tables)),
    mailLinks: guarded(new MemoryMailLinkRepository(tables)),
    passwordLinks: guarded(new MemoryPasswordLinkRepository(tables)),
    enrolmentLinks: guarded(new MemoryEnrolmentLinkRepository(tables)),
    authenticators: guarded(new MemoryAuthenticatorRepository(tables)),
    recoveryCodes: guarded(new MemoryRecoveryCodeRepository(tables)),
    secondFactorPolicies: guarded(new MemorySecondFactorPolicyRepository(tables)),
    factorResets: guarded(new MemoryFactorResetRepository(tables)),
    outbox: guarded(new MemoryOutbox(jobs)),
    waitingJobs: guarded(new MemoryWaitingJobs(() => store.jobs, finishedJobs)),
    audit: guarded(new MemoryAuditTrail(tables)),
    signals: guarded(new MemorySignalPublisher(topics)),
    storedCounts: guarded(new MemoryStoredCounts(tables)),
  };
};

/** Runs one transaction at a time, so that locks are not needed. */
export class MemoryUnitOfWork implements UnitOfWork {
  constructor(private readonly store: MemoryStore) {}

  run<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.store.transact((transaction) => work(repositoriesOn(transaction, this.store)));
  }
}
