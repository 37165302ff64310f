import { MemoryAccountServiceQueries } from '../../src/adapters/memory/access/memory-account-service-queries.ts';
import { MemoryDirectoryQueries } from '../../src/adapters/memory/access/memory-directory-queries.ts';
import { MemoryServiceProviderQueries } from '../../src/adapters/memory/access/memory-service-provider-queries.ts';
import { MemoryServiceTeamQueries } from '../../src/adapters/memory/access/memory-service-team-queries.ts';
import { MemoryMailAliasQueries } from '../../src/adapters/memory/alias/memory-mail-alias-queries.ts';
import { MemoryAuditQueries } from '../../src/adapters/memory/audit/memory-audit-queries.ts';
import { MemoryStore } from '../../src/adapters/memory/engine/memory-store.ts';
import type { MemoryTables } from '../../src/adapters/memory/engine/memory-tables.ts';
import { MemoryMailDomainInvitationQueries } from '../../src/adapters/memory/invitation/memory-mail-domain-invitation-queries.ts';
import { MemoryTeamInvitationQueries } from '../../src/adapters/memory/invitation/memory-team-invitation-queries.ts';
import { MemoryJobQueue } from '../../src/adapters/memory/jobs/memory-job-queue.ts';
import { MemoryKeptMailDomainQueries } from '../../src/adapters/memory/mail-domain/memory-kept-mail-domain-queries.ts';
import { MemoryMailDomainAccessQueries } from '../../src/adapters/memory/mail-domain/memory-mail-domain-access-queries.ts';
import { MemoryMailDomainQueries } from '../../src/adapters/memory/mail-domain/memory-mail-domain-queries.ts';
import { MemoryMailboxQueries } from '../../src/adapters/memory/mailbox/memory-mailbox-queries.ts';
import { MemoryUnitOfWork } from '../../src/adapters/memory/memory-unit-of-work.ts';
import { MemoryOutgoingMailQueries } from '../../src/adapters/memory/notification/memory-outgoing-mail-queries.ts';
import { MemoryCommuneQueries } from '../../src/adapters/memory/organization/memory-commune-queries.ts';
import { MemoryOrganizationPeopleQueries } from '../../src/adapters/memory/organization/memory-organization-people-queries.ts';
import { MemoryOrganizationQueries } from '../../src/adapters/memory/organization/memory-organization-queries.ts';
import { MemoryContactQueries } from '../../src/adapters/memory/people/memory-contact-queries.ts';
import { MemoryPersonQueries } from '../../src/adapters/memory/people/memory-person-queries.ts';
import { MemorySessionStore } from '../../src/adapters/memory/people/memory-session-store.ts';
import { MemoryUserQueries } from '../../src/adapters/memory/people/memory-user-queries.ts';
import { MemoryDriftQueries } from '../../src/adapters/memory/provisioning/memory-drift-queries.ts';
import { MemoryOpenMailChangeQueries } from '../../src/adapters/memory/provisioning/memory-open-mail-change-queries.ts';
import { MemoryRequestThrottle } from '../../src/adapters/memory/shared/memory-request-throttle.ts';
import { MemorySignals } from '../../src/adapters/memory/shared/memory-signals.ts';
import { MemoryStatisticsQueries } from '../../src/adapters/memory/shared/memory-statistics-queries.ts';
import { MemoryTeamAccessQueries } from '../../src/adapters/memory/team/memory-team-access-queries.ts';
import { MemoryTeamQueries } from '../../src/adapters/memory/team/memory-team-queries.ts';
import { MemoryTeamWebhookQueries } from '../../src/adapters/memory/webhook/memory-team-webhook-queries.ts';
import type { StorageHarness } from './storage-harness.ts';

export type MemoryHarness = StorageHarness & {
  readonly jobQueue: MemoryJobQueue;
  readonly store: MemoryStore;
};

/** The memory adapters over one store; with the queue, to run the jobs that a test causes. */
export async function openMemoryHarness(): Promise<MemoryHarness> {
  const store = new MemoryStore();
  const jobQueue = new MemoryJobQueue(store);
  const inTables = (write: (tables: MemoryTables) => void) =>
    store.transact(async ({ tables }) => write(tables));
  return {
    unitOfWork: new MemoryUnitOfWork(store),
    sessions: new MemorySessionStore(store),
    signals: new MemorySignals(store),
    mailDomainQueries: new MemoryMailDomainQueries(store),
    mailDomainAccessQueries: new MemoryMailDomainAccessQueries(store),
    mailDomainInvitationQueries: new MemoryMailDomainInvitationQueries(store),
    mailAliasQueries: new MemoryMailAliasQueries(store),
    mailboxQueries: new MemoryMailboxQueries(store),
    driftQueries: new MemoryDriftQueries(store),
    openMailChangeQueries: new MemoryOpenMailChangeQueries(store),
    keptMailDomainQueries: new MemoryKeptMailDomainQueries(store),
    outgoingMailQueries: new MemoryOutgoingMailQueries(store),
    personQueries: new MemoryPersonQueries(store),
    organizationQueries: new MemoryOrganizationQueries(store),
    userQueries: new MemoryUserQueries(store),
    serviceProviderQueries: new MemoryServiceProviderQueries(store),
    statisticsQueries: new MemoryStatisticsQueries(store),
    throttle: (rates) => new MemoryRequestThrottle(rates),
    teamQueries: new MemoryTeamQueries(store),
    teamAccessQueries: new MemoryTeamAccessQueries(store),
    teamInvitationQueries: new MemoryTeamInvitationQueries(store),
    teamWebhookQueries: new MemoryTeamWebhookQueries(store),
    contactQueries: new MemoryContactQueries(store),
    serviceTeamQueries: new MemoryServiceTeamQueries(store),
    directoryQueries: new MemoryDirectoryQueries(store),
    accountServiceQueries: new MemoryAccountServiceQueries(store),
    communeQueries: new MemoryCommuneQueries(store),
    auditQueries: new MemoryAuditQueries(store),
    organizationPeopleQueries: new MemoryOrganizationPeopleQueries(store),
    jobQueue,
    store,
    seed: {
      team: (team) =>
        inTables(({ organizations, teams }) => {
          organizations.ensureHas(team.organizationId);
          teams.insert(team);
        }),
      serviceProvider: (provider, organizationIds) =>
        inTables(({ organizations, serviceProviders, organizationServiceProviders }) => {
          serviceProviders.insert(provider);
          for (const organizationId of organizationIds) {
            organizations.ensureHas(organizationId);
            const id = `${organizationId} ${provider.id}`;
            organizationServiceProviders.insert({
              id,
              ownerId: organizationId,
              serviceProviderId: provider.id,
            });
          }
        }),
      mailAlias: (alias) =>
        inTables(({ mailDomains, mailAliases }) => {
          mailDomains.ensureHas(alias.mailDomainId);
          mailAliases.insert(alias);
        }),
      organizationAccess: (access) =>
        inTables(({ organizations, users, organizationAccesses }) => {
          organizations.ensureHas(access.organizationId);
          users.ensureHas(access.userId);
          organizationAccesses.insert(access);
        }),
      teamInvitation: (invitation) =>
        inTables(({ teams, users, teamInvitations }) => {
          teams.ensureHas(invitation.teamId);
          users.ensureHas(invitation.issuerId);
          teamInvitations.insert(invitation);
        }),
      mailDomainInvitation: (invitation) =>
        inTables(({ mailDomains, users, mailDomainInvitations }) => {
          mailDomains.ensureHas(invitation.mailDomainId);
          users.ensureHas(invitation.issuerId);
          mailDomainInvitations.insert(invitation);
        }),
    },
    queuedJobs: async () => [...jobQueue.waiting()].sort((a, b) => a.runAt.getTime() - b.runAt.getTime()),
    reset: async () => store.clear(),
    close: async () => undefined,
  };
}
