import type { Pool, PoolClient } from 'pg';
import { StorageUnavailable } from '../../application/ports/storage-unavailable.ts';
import type { Repositories, UnitOfWork } from '../../application/ports/unit-of-work.ts';
import { abortedTransaction, abortingOnFailure, type TransactionState } from './aborting-on-failure.ts';
import { wasNeverSent, wasRefused } from './connection/database-failure.ts';
import { PgTeamAccessRepository } from './pg-access-repositories.ts';
import { PgAccountServiceRepository } from './pg-account-service-repository.ts';
import { PgAuditTrail } from './pg-audit-trail.ts';
import { PgContactRepository } from './pg-contact-repository.ts';
import { PgDriftRepository } from './pg-drift-repository.ts';
import { PgInvitationRepository } from './pg-invitation-repository.ts';
import { PgMailAliasChangeRepository } from './pg-mail-alias-change-repository.ts';
import { PgMailAliasRepository } from './pg-mail-alias-repository.ts';
import { PgMailDomainAccessRepository } from './pg-mail-domain-access-repository.ts';
import { PgMailDomainInvitationRepository } from './pg-mail-domain-invitation-repository.ts';
import { PgMailDomainRepository } from './pg-mail-domain-repository.ts';
import { PgMailboxRepository } from './pg-mailbox-repository.ts';
import { PgOrganizationMergeRepository } from './pg-organization-merge-repository.ts';
import {
  PgOrganizationAccessRepository,
  PgOrganizationClaimRepository,
} from './pg-organization-people-repositories.ts';
import { PgOrganizationRepository } from './pg-organization-repository.ts';
import { PgOutbox } from './pg-outbox.ts';
import { PgOutgoingMailRepository } from './pg-outgoing-mail-repository.ts';
import { PgPlacementRepository } from './pg-placement-repository.ts';
import { PgServiceProviderRepository } from './pg-service-provider-repository.ts';
import { PgSessionRepository } from './pg-session-repository.ts';
import { PgSignalPublisher } from './pg-signals.ts';
import { PgStoredCounts } from './pg-stored-counts.ts';
import { PgTeamInvitationRepository } from './pg-team-invitation-repository.ts';
import { PgTeamRepository } from './pg-team-repository.ts';
import { PgTeamWebhookRepository } from './pg-team-webhook-repository.ts';
import { PgUserRepository } from './pg-user-repository.ts';
import { PgWaitingJobs } from './pg-waiting-jobs.ts';
import { PgWebhookDeliveryRepository } from './pg-webhook-delivery-repository.ts';
import type { Sealer } from './sealer.ts';
import type { Queryable } from './sql.ts';

const repositoriesOn = (db: Queryable, sealer: Sealer, state: TransactionState): Repositories => {
  const guarded = <Repository extends object>(repository: Repository) => abortingOnFailure(repository, state);
  return {
    organizations: guarded(new PgOrganizationRepository(db)),
    organizationAccesses: guarded(new PgOrganizationAccessRepository(db)),
    organizationClaims: guarded(new PgOrganizationClaimRepository(db)),
    organizationMerges: guarded(new PgOrganizationMergeRepository(db)),
    placements: guarded(new PgPlacementRepository(db)),
    serviceProviders: guarded(new PgServiceProviderRepository(db)),
    users: guarded(new PgUserRepository(db)),
    sessions: guarded(new PgSessionRepository(db)),
    contacts: guarded(new PgContactRepository(db)),
    invitations: guarded(new PgInvitationRepository(db)),
    accountServices: guarded(new PgAccountServiceRepository(db)),
    teams: guarded(new PgTeamRepository(db)),
    teamInvitations: guarded(new PgTeamInvitationRepository(db)),
    teamAccesses: guarded(new PgTeamAccessRepository(db)),
    webhooks: guarded(new PgTeamWebhookRepository(db, sealer)),
    webhookDeliveries: guarded(new PgWebhookDeliveryRepository(db, sealer)),
    mailDomains: guarded(new PgMailDomainRepository(db)),
    mailDomainAccesses: guarded(new PgMailDomainAccessRepository(db)),
    mailDomainInvitations: guarded(new PgMailDomainInvitationRepository(db)),
    mailboxes: guarded(new PgMailboxRepository(db)),
    drift: guarded(new PgDriftRepository(db)),
    mailAliases: guarded(new PgMailAliasRepository(db)),
    mailAliasChanges: guarded(new PgMailAliasChangeRepository(db)),
    outgoingMails: guarded(new PgOutgoingMailRepository(db, sealer)),
    outbox: guarded(new PgOutbox(db)),
    waitingJobs: guarded(new PgWaitingJobs(db)),
    audit: guarded(new PgAuditTrail(db)),
    signals: guarded(new PgSignalPublisher(db)),
    storedCounts: guarded(new PgStoredCounts(db)),
  };
};

/**
 * After a swallowed failure PostgreSQL answers COMMIT with a silent ROLLBACK.
 *
 * @throws StorageUnavailable `database_outcome_unknown` when the connection was lost before the answer came
 */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    if (!(error instanceof StorageUnavailable) || wasNeverSent(error.cause) || wasRefused(error.cause))
      throw error;
    const message = 'The connection was lost while a transaction was being committed';
    throw new StorageUnavailable('database_outcome_unknown', message, { cause: error.cause });
  });
  if (command !== 'COMMIT') throw abortedTransaction();
}

/** One READ COMMITTED transaction on a connection of the pool. */
export class PgUnitOfWork implements UnitOfWork {
  constructor(
    private readonly pool: Pool,
    private readonly sealer: Sealer,
  ) {}

  async run<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const state: TransactionState = { failed: false };
      const result = await work(repositoriesOn(client, this.sealer, state));
      if (state.failed) throw abortedTransaction();
      await commit(client);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
