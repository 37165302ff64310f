import type { Repositories, UnitOfWork } from '../../application/ports/unit-of-work.ts';
import { abortingOnFailure } from './aborting-on-failure.ts';
import { MemoryAccountServiceRepository } from './memory-account-service-repository.ts';
import { MemoryAuditTrail } from './memory-audit-trail.ts';
import { MemoryContactRepository } from './memory-contact-repository.ts';
import { MemoryDriftRepository } from './memory-drift-repository.ts';
import { MemoryInvitationRepository } from './memory-invitation-repository.ts';
import { MemoryMailAliasChangeRepository } from './memory-mail-alias-change-repository.ts';
import { MemoryMailAliasRepository } from './memory-mail-alias-repository.ts';
import { MemoryMailDomainAccessRepository } from './memory-mail-domain-access-repository.ts';
import { MemoryMailDomainInvitationRepository } from './memory-mail-domain-invitation-repository.ts';
import { MemoryMailDomainRepository } from './memory-mail-domain-repository.ts';
import { MemoryMailboxRepository } from './memory-mailbox-repository.ts';
import { MemoryOrganizationMergeRepository } from './memory-organization-merge-repository.ts';
import {
  MemoryOrganizationAccessRepository,
  MemoryOrganizationClaimRepository,
} from './memory-organization-people-repositories.ts';
import { MemoryOrganizationRepository } from './memory-organization-repository.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { MemoryOutgoingMailRepository } from './memory-outgoing-mail-repository.ts';
import { MemoryPlacementRepository } from './memory-placement-repository.ts';
import { MemoryServiceProviderRepository } from './memory-service-provider-repository.ts';
import { MemorySessionRepository } from './memory-session-repository.ts';
import { MemorySignalPublisher } from './memory-signal-publisher.ts';
import type { MemoryStore } from './memory-store.ts';
import { MemoryStoredCounts } from './memory-stored-counts.ts';
import { MemoryTeamAccessRepository } from './memory-team-access-repository.ts';
import { MemoryTeamInvitationRepository } from './memory-team-invitation-repository.ts';
import { MemoryTeamRepository } from './memory-team-repository.ts';
import { MemoryTeamWebhookRepository } from './memory-team-webhook-repository.ts';
import type { MemoryTransaction } from './memory-transaction.ts';
import { MemoryUserRepository } from './memory-user-repository.ts';
import { MemoryWaitingJobs } from './memory-waiting-jobs.ts';
import { MemoryWebhookDeliveryRepository } from './memory-webhook-delivery-repository.ts';

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
    drift: guarded(new MemoryDriftRepository(tables)),
    mailAliases: guarded(new MemoryMailAliasRepository(tables)),
    mailAliasChanges: guarded(new MemoryMailAliasChangeRepository(tables)),
    outgoingMails: guarded(new MemoryOutgoingMailRepository(tables)),
    outbox: guarded(new MemoryOutbox(jobs)),
    waitingJobs: guarded(new MemoryWaitingJobs(() => store.jobs, finishedJobs)),
    audit: guarded(new MemoryAuditTrail(tables)),
    signals: guarded(new MemorySignalPublisher(topics)),
    storedCounts: guarded(new MemoryStoredCounts(tables)),
  };
};

/** One transaction at a time: every lock is held by whoever runs. */
export class MemoryUnitOfWork implements UnitOfWork {
  constructor(private readonly store: MemoryStore) {}

  run<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.store.transact((transaction) => work(repositoriesOn(transaction, this.store)));
  }
}
