import type { Pool } from 'pg';
import type { Repositories, UnitOfWork } from '../../application/unit-of-work.ts';
import { abortedTransaction, abortingOnFailure } from '../storage/aborting-on-failure.ts';
import { PgAccountServiceRepository } from './access/pg-account-service-repository.ts';
import { PgServiceProviderRepository } from './access/pg-service-provider-repository.ts';
import { PgMailAliasChangeRepository } from './alias/pg-mail-alias-change-repository.ts';
import { PgMailAliasRepository } from './alias/pg-mail-alias-repository.ts';
import { PgAuditTrail } from './audit/pg-audit-trail.ts';
import type { SecretBox } from './engine/secret-box.ts';
import type { Queryable } from './engine/sql.ts';
import { PgFactorResetRepository } from './identity/administration/pg-factor-reset-repository.ts';
import { PgSecondFactorPolicyRepository } from './identity/administration/pg-second-factor-policy-repository.ts';
import { PgAuthenticatorRepository } from './identity/pg-authenticator-repository.ts';
import { PgEnrolmentLinkRepository } from './identity/pg-enrolment-link-repository.ts';
import { PgOpenidClientRepository } from './identity/pg-openid-client-repository.ts';
import { PgOpenidSessionRepository } from './identity/pg-openid-sessions.ts';
import { PgPasswordLinkRepository } from './identity/pg-password-link-repository.ts';
import { PgRecoveryCodeRepository } from './identity/pg-recovery-code-repository.ts';
import { PgInvitationRepository } from './invitation/pg-invitation-repository.ts';
import { PgMailDomainInvitationRepository } from './invitation/pg-mail-domain-invitation-repository.ts';
import { PgTeamInvitationRepository } from './invitation/pg-team-invitation-repository.ts';
import { PgOutbox } from './jobs/pg-outbox.ts';
import { PgWaitingJobs } from './jobs/pg-waiting-jobs.ts';
import { PgMailDomainAccessRepository } from './mail-domain/pg-mail-domain-access-repository.ts';
import { PgMailDomainRepository } from './mail-domain/pg-mail-domain-repository.ts';
import { PgMailboxBulkChangeRepository } from './mailbox/pg-mailbox-bulk-change-repository.ts';
import { PgMailboxRepository } from './mailbox/pg-mailbox-repository.ts';
import { PgMailLinkRepository } from './notification/pg-mail-link-repository.ts';
import { PgOutgoingMailRepository } from './notification/pg-outgoing-mail-repository.ts';
import { PgOrganizationMergeRepository } from './organization/pg-organization-merge-repository.ts';
import {
  PgOrganizationAccessRepository,
  PgOrganizationClaimRepository,
} from './organization/pg-organization-people-repositories.ts';
import { PgOrganizationRepository } from './organization/pg-organization-repository.ts';
import { PgPlacementRepository } from './organization/pg-placement-repository.ts';
import { PgContactRepository } from './people/pg-contact-repository.ts';
import { PgFirstStaffRepository } from './people/pg-first-staff-repository.ts';
import { PgLevelWaiverRepository } from './people/pg-level-waiver-repository.ts';
import { PgSessionRepository } from './people/pg-session-repository.ts';
import { PgUserRepository } from './people/pg-user-repository.ts';
import { PgDriftRepository } from './provisioning/pg-drift-repository.ts';
import { inTransaction } from './shared/in-transaction.ts';
import { PgSignalPublisher } from './shared/pg-signals.ts';
import { PgStoredCounts } from './shared/pg-stored-counts.ts';
import { PgTeamAccessRepository } from './team/pg-team-access-repository.ts';
import { PgTeamRepository } from './team/pg-team-repository.ts';
import { PgTeamWebhookRepository } from './webhook/pg-team-webhook-repository.ts';
import { PgWebhookDeliveryRepository } from './webhook/pg-webhook-delivery-repository.ts';

/** Whether a repository call has failed in a transaction. */
class TransactionState {
  #hasFailed = false;

  ensureUsable(): void {
    if (this.#hasFailed) throw abortedTransaction();
  }

  abort(): void {
    this.#hasFailed = true;
  }
}

const repositoriesOn = (db: Queryable, secretBox: SecretBox, state: TransactionState): Repositories => {
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
    levelWaivers: guarded(new PgLevelWaiverRepository(db)),
    firstStaff: guarded(new PgFirstStaffRepository(db)),
    contacts: guarded(new PgContactRepository(db)),
    invitations: guarded(new PgInvitationRepository(db)),
    accountServices: guarded(new PgAccountServiceRepository(db)),
    teams: guarded(new PgTeamRepository(db)),
    teamInvitations: guarded(new PgTeamInvitationRepository(db)),
    teamAccesses: guarded(new PgTeamAccessRepository(db)),
    webhooks: guarded(new PgTeamWebhookRepository(db, secretBox)),
    webhookDeliveries: guarded(new PgWebhookDeliveryRepository(db, secretBox)),
    mailDomains: guarded(new PgMailDomainRepository(db)),
    mailDomainAccesses: guarded(new PgMailDomainAccessRepository(db)),
    mailDomainInvitations: guarded(new PgMailDomainInvitationRepository(db)),
    mailboxes: guarded(new PgMailboxRepository(db)),
    mailboxBulkChanges: guarded(new PgMailboxBulkChangeRepository(db)),
    drift: guarded(new PgDriftRepository(db)),
    mailAliases: guarded(new PgMailAliasRepository(db)),
    mailAliasChanges: guarded(new PgMailAliasChangeRepository(db)),
    openidSessions: guarded(new PgOpenidSessionRepository(db)),
    openidClients: guarded(new PgOpenidClientRepository(db, secretBox)),
    outgoingMails: guarded(new PgOutgoingMailRepository(db, secretBox)),
    mailLinks: guarded(new PgMailLinkRepository(db, secretBox)),
    passwordLinks: guarded(new PgPasswordLinkRepository(db)),
    enrolmentLinks: guarded(new PgEnrolmentLinkRepository(db)),
    authenticators: guarded(new PgAuthenticatorRepository(db, secretBox)),
    recoveryCodes: guarded(new PgRecoveryCodeRepository(db)),
    secondFactorPolicies: guarded(new PgSecondFactorPolicyRepository(db)),
    factorResets: guarded(new PgFactorResetRepository(db)),
    outbox: guarded(new PgOutbox(db)),
    waitingJobs: guarded(new PgWaitingJobs(db)),
    audit: guarded(new PgAuditTrail(db)),
    signals: guarded(new PgSignalPublisher(db)),
    storedCounts: guarded(new PgStoredCounts(db)),
  };
};

/** One READ COMMITTED transaction on a connection of the pool. */
export class PgUnitOfWork implements UnitOfWork {
  constructor(
    private readonly pool: Pool,
    private readonly secretBox: SecretBox,
  ) {}

  run<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      const state = new TransactionState();
      const result = await work(repositoriesOn(client, this.secretBox, state));
      state.ensureUsable();
      return result;
    });
  }
}
