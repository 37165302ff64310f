import type { Clock } from '../../application/shared/system.ts';
import type { ActionRates } from '../../application/shared/throttling/action-counters.ts';
import type { RateBudget } from '../../application/shared/throttling/rate-limiter.ts';
import type { ThrottleRates } from '../../application/shared/throttling/request-throttle.ts';
import type { Storage } from '../../application/storage.ts';
import type { SignInLimits } from '../../domain/identity/sign-in-counting.ts';
import { MemoryAccountServiceQueries } from './access/memory-account-service-queries.ts';
import { MemoryDirectoryQueries } from './access/memory-directory-queries.ts';
import { MemoryServiceProviderQueries } from './access/memory-service-provider-queries.ts';
import { MemoryServiceTeamQueries } from './access/memory-service-team-queries.ts';
import { MemoryMailAliasQueries } from './alias/memory-mail-alias-queries.ts';
import { MemoryAuditQueries } from './audit/memory-audit-queries.ts';
import type { MemoryStore } from './engine/memory-store.ts';
import { MemorySecondFactorQueries } from './identity/administration/memory-second-factor-queries.ts';
import { MemoryMailboxAccountQueries } from './identity/memory-mailbox-account-queries.ts';
import { MemoryOpenidClientQueries } from './identity/memory-openid-client-queries.ts';
import { MemoryOpenidRecords } from './identity/memory-openid-records.ts';
import { MemoryOpenidSessionQueries } from './identity/memory-openid-sessions.ts';
import { MemoryOpenidTokenQueries } from './identity/memory-openid-token-queries.ts';
import { MemorySignInAttempts } from './identity/memory-sign-in-attempts.ts';
import { MemoryInvitationRepository } from './invitation/memory-invitation-repository.ts';
import { MemoryMailDomainInvitationQueries } from './invitation/memory-mail-domain-invitation-queries.ts';
import { MemoryTeamInvitationQueries } from './invitation/memory-team-invitation-queries.ts';
import { MemoryMailDomainAccessQueries } from './mail-domain/memory-mail-domain-access-queries.ts';
import { MemoryMailDomainQueries } from './mail-domain/memory-mail-domain-queries.ts';
import { MemoryManagedMailDomainQueries } from './mail-domain/memory-managed-mail-domain-queries.ts';
import { MemoryMailboxQueries } from './mailbox/memory-mailbox-queries.ts';
import { MemoryUnitOfWork } from './memory-unit-of-work.ts';
import { MemoryOutgoingMailQueries } from './notification/memory-outgoing-mail-queries.ts';
import { MemoryCommuneQueries } from './organization/memory-commune-queries.ts';
import { MemoryOrganizationPeopleQueries } from './organization/memory-organization-people-queries.ts';
import { MemoryOrganizationQueries } from './organization/memory-organization-queries.ts';
import { MemoryOverviewQueries } from './overview/memory-overview-queries.ts';
import { MemoryContactQueries } from './people/memory-contact-queries.ts';
import { MemoryPersonQueries } from './people/memory-person-queries.ts';
import { MemorySessionStore } from './people/memory-session-store.ts';
import { MemoryUserQueries } from './people/memory-user-queries.ts';
import { MemoryDriftQueries } from './provisioning/memory-drift-queries.ts';
import { MemoryOpenMailChangeQueries } from './provisioning/memory-open-mail-change-queries.ts';
import { MemoryActionCounters } from './shared/memory-action-counters.ts';
import { MemoryRateLimiter } from './shared/memory-rate-limiter.ts';
import { MemoryRequestThrottle } from './shared/memory-request-throttle.ts';
import { MemorySharedSlots } from './shared/memory-shared-slots.ts';
import { MemorySignals } from './shared/memory-signals.ts';
import { MemoryStatisticsQueries } from './shared/memory-statistics-queries.ts';
import { MemoryTeamAccessQueries } from './team/memory-team-access-queries.ts';
import { MemoryTeamQueries } from './team/memory-team-queries.ts';
import { MemoryTeamWebhookQueries } from './webhook/memory-team-webhook-queries.ts';

type Options = Readonly<{
  rateBudgets: Readonly<Record<string, RateBudget>>;
  throttleRates: ThrottleRates;
  actionRates: ActionRates;
  signInLimits: SignInLimits;
  /** From when on every domain requires a second factor; null: each decides for itself. */
  secondFactorRequiredFrom?: Date | null;
  clock: Clock;
}>;

/** A storage of one process, over a store that its caller may inspect. */
export function memoryStorage(
  store: MemoryStore,
  { rateBudgets, throttleRates, actionRates, signInLimits, secondFactorRequiredFrom = null, clock }: Options,
): Storage {
  const takenSlots = new Map<string, Set<number>>();
  return {
    accountServiceQueries: new MemoryAccountServiceQueries(store),
    auditQueries: new MemoryAuditQueries(store),
    communeQueries: new MemoryCommuneQueries(store),
    contactQueries: new MemoryContactQueries(store),
    directoryQueries: new MemoryDirectoryQueries(store),
    driftQueries: new MemoryDriftQueries(store),
    overviewQueries: new MemoryOverviewQueries(store),
    managedMailDomainQueries: new MemoryManagedMailDomainQueries(store),
    mailAliasQueries: new MemoryMailAliasQueries(store),
    mailboxAccountQueries: new MemoryMailboxAccountQueries(store, secondFactorRequiredFrom),
    mailboxQueries: new MemoryMailboxQueries(store),
    mailDomainAccessQueries: new MemoryMailDomainAccessQueries(store),
    mailDomainInvitationQueries: new MemoryMailDomainInvitationQueries(store),
    mailDomainQueries: new MemoryMailDomainQueries(store),
    openidRecords: new MemoryOpenidRecords(store),
    openidSessionQueries: new MemoryOpenidSessionQueries(store),
    openidTokenQueries: new MemoryOpenidTokenQueries(store, secondFactorRequiredFrom),
    openidClientQueries: new MemoryOpenidClientQueries(store),
    openMailChangeQueries: new MemoryOpenMailChangeQueries(store),
    organizationPeopleQueries: new MemoryOrganizationPeopleQueries(store),
    organizationQueries: new MemoryOrganizationQueries(store),
    outgoingMailQueries: new MemoryOutgoingMailQueries(store),
    personQueries: new MemoryPersonQueries(store),
    rateLimiter: new MemoryRateLimiter(rateBudgets, clock),
    requestThrottle: new MemoryRequestThrottle(throttleRates),
    actionCounters: new MemoryActionCounters(actionRates),
    secondFactorQueries: new MemorySecondFactorQueries(store),
    serviceProviderQueries: new MemoryServiceProviderQueries(store),
    serviceTeamQueries: new MemoryServiceTeamQueries(store),
    sessions: new MemorySessionStore(store),
    sharedSlots: (name, size) => {
      const taken = takenSlots.get(name) ?? new Set();
      takenSlots.set(name, taken);
      return new MemorySharedSlots(size, taken);
    },
    signInAttempts: new MemorySignInAttempts(signInLimits),
    signals: new MemorySignals(store),
    statisticsQueries: new MemoryStatisticsQueries(store),
    teamAccessQueries: new MemoryTeamAccessQueries(store),
    receivedInvitationQueries: {
      listValid: (email, at) => new MemoryInvitationRepository(store.tables).listValid(email, at),
    },
    teamInvitationQueries: new MemoryTeamInvitationQueries(store),
    teamQueries: new MemoryTeamQueries(store),
    teamWebhookQueries: new MemoryTeamWebhookQueries(store),
    unitOfWork: new MemoryUnitOfWork(store),
    userQueries: new MemoryUserQueries(store),
  };
}
