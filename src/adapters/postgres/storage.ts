import type { Pool } from 'pg';
import type { Logger } from '../../application/shared/logger.ts';
import type { ActionRates } from '../../application/shared/throttling/action-counters.ts';
import type { RateBudget } from '../../application/shared/throttling/rate-limiter.ts';
import type { ThrottleRates } from '../../application/shared/throttling/request-throttle.ts';
import type { Storage } from '../../application/storage.ts';
import type { SignInLimits } from '../../domain/identity/sign-in-counting.ts';
import { PgAccountServiceQueries } from './access/pg-account-service-queries.ts';
import { PgDirectoryQueries } from './access/pg-directory-queries.ts';
import { PgServiceProviderQueries } from './access/pg-service-provider-queries.ts';
import { PgServiceTeamQueries } from './access/pg-service-team-queries.ts';
import { PgMailAliasQueries } from './alias/pg-mail-alias-queries.ts';
import { PgAuditQueries } from './audit/pg-audit-queries.ts';
import { PreparedStatements } from './engine/prepared-statements.ts';
import { SecretBox } from './engine/secret-box.ts';
import { PgSecondFactorQueries } from './identity/administration/pg-second-factor-queries.ts';
import { PgMailboxAccountQueries } from './identity/pg-mailbox-account-queries.ts';
import { PgOpenidClientQueries } from './identity/pg-openid-client-queries.ts';
import { PgOpenidRecords } from './identity/pg-openid-records.ts';
import { PgOpenidSessionQueries } from './identity/pg-openid-sessions.ts';
import { PgOpenidTokenQueries } from './identity/pg-openid-token-queries.ts';
import { PgSignInAttempts } from './identity/pg-sign-in-attempts.ts';
import { PgInvitationRepository } from './invitation/pg-invitation-repository.ts';
import { PgMailDomainInvitationQueries } from './invitation/pg-mail-domain-invitation-queries.ts';
import { PgTeamInvitationQueries } from './invitation/pg-team-invitation-queries.ts';
import { PgMailDomainAccessQueries } from './mail-domain/pg-mail-domain-access-queries.ts';
import { PgMailDomainQueries } from './mail-domain/pg-mail-domain-queries.ts';
import { PgManagedMailDomainQueries } from './mail-domain/pg-managed-mail-domain-queries.ts';
import { PgMailboxQueries } from './mailbox/pg-mailbox-queries.ts';
import { PgOutgoingMailQueries } from './notification/pg-outgoing-mail-queries.ts';
import { PgCommuneQueries } from './organization/pg-commune-queries.ts';
import { PgOrganizationPeopleQueries } from './organization/pg-organization-people-queries.ts';
import { PgOrganizationQueries } from './organization/pg-organization-queries.ts';
import { PgOverviewQueries } from './overview/pg-overview-queries.ts';
import { PgContactQueries } from './people/pg-contact-queries.ts';
import { PgPersonQueries } from './people/pg-person-queries.ts';
import { PgSessionStore } from './people/pg-session-store.ts';
import { PgUserQueries } from './people/pg-user-queries.ts';
import { SealedSessionStore } from './people/sealed-session-store.ts';
import { PgUnitOfWork } from './pg-unit-of-work.ts';
import { PgDriftQueries } from './provisioning/pg-drift-queries.ts';
import { PgOpenMailChangeQueries } from './provisioning/pg-open-mail-change-queries.ts';
import { PgActionCounters } from './shared/pg-action-counters.ts';
import { PgRateLimiter } from './shared/pg-rate-limiter.ts';
import { PgRequestThrottle } from './shared/pg-request-throttle.ts';
import { PgSharedSlots } from './shared/pg-shared-slots.ts';
import { PgSignals } from './shared/pg-signals.ts';
import { PgStatisticsQueries } from './shared/pg-statistics-queries.ts';
import { PgTeamAccessQueries } from './team/pg-team-access-queries.ts';
import { PgTeamQueries } from './team/pg-team-queries.ts';
import { PgTeamWebhookQueries } from './webhook/pg-team-webhook-queries.ts';

type Options = Readonly<{
  /** Encrypts the secrets that a copy of the database must not reveal. */
  secretKey: string;
  /** Earlier ones: what was encrypted under them is still read. */
  formerSecretKeys?: readonly string[];
  rateBudgets: Readonly<Record<string, RateBudget>>;
  throttleRates: ThrottleRates;
  actionRates: ActionRates;
  signInLimits: SignInLimits;
  /** From when on every domain requires a second factor; null: each decides for itself. */
  secondFactorRequiredFrom?: Date | null;
  logger: Logger;
  /** Where locks and `LISTEN` live, if sessions of the pool are shared by a pooler. */
  sessionPool?: Pool;
}>;

/** A storage with connections of its own. */
type OpenStorage = Storage & Readonly<{ close(): Promise<void> }>;

/** The storage of an installation. `close` returns its connections to the pool, which stays open. */
export function postgresStorage(
  pool: Pool,
  {
    secretKey,
    formerSecretKeys = [],
    rateBudgets,
    throttleRates,
    actionRates,
    signInLimits,
    secondFactorRequiredFrom = null,
    logger,
    sessionPool = pool,
  }: Options,
): OpenStorage {
  const prepared = new PreparedStatements(pool);
  const secretBox = new SecretBox(secretKey, ...formerSecretKeys);
  const signals = new PgSignals(sessionPool, logger);
  const slots: PgSharedSlots[] = [];
  return {
    accountServiceQueries: new PgAccountServiceQueries(prepared),
    auditQueries: new PgAuditQueries(prepared),
    communeQueries: new PgCommuneQueries(prepared),
    contactQueries: new PgContactQueries(prepared),
    // Its statements depend on callers' filters: prepared, they would displace others.
    directoryQueries: new PgDirectoryQueries(pool),
    driftQueries: new PgDriftQueries(prepared),
    overviewQueries: new PgOverviewQueries(prepared),
    managedMailDomainQueries: new PgManagedMailDomainQueries(prepared),
    mailAliasQueries: new PgMailAliasQueries(prepared),
    mailboxAccountQueries: new PgMailboxAccountQueries(prepared, secondFactorRequiredFrom),
    mailboxQueries: new PgMailboxQueries(prepared),
    mailDomainAccessQueries: new PgMailDomainAccessQueries(prepared),
    mailDomainInvitationQueries: new PgMailDomainInvitationQueries(prepared),
    mailDomainQueries: new PgMailDomainQueries(prepared),
    openidRecords: new PgOpenidRecords(prepared, secretBox),
    openidSessionQueries: new PgOpenidSessionQueries(prepared),
    openidTokenQueries: new PgOpenidTokenQueries(prepared, secretBox, secondFactorRequiredFrom),
    openidClientQueries: new PgOpenidClientQueries(prepared, secretBox),
    openMailChangeQueries: new PgOpenMailChangeQueries(prepared),
    organizationPeopleQueries: new PgOrganizationPeopleQueries(prepared),
    organizationQueries: new PgOrganizationQueries(prepared),
    outgoingMailQueries: new PgOutgoingMailQueries(prepared),
    personQueries: new PgPersonQueries(prepared),
    rateLimiter: new PgRateLimiter(pool, rateBudgets),
    requestThrottle: new PgRequestThrottle(prepared, throttleRates),
    actionCounters: new PgActionCounters(prepared, actionRates),
    secondFactorQueries: new PgSecondFactorQueries(prepared),
    serviceProviderQueries: new PgServiceProviderQueries(prepared),
    serviceTeamQueries: new PgServiceTeamQueries(prepared),
    sessions: new SealedSessionStore(new PgSessionStore(prepared), secretBox),
    sharedSlots: (name, size) => {
      const opened = new PgSharedSlots(sessionPool, { name, size });
      slots.push(opened);
      return opened;
    },
    signInAttempts: new PgSignInAttempts(prepared, signInLimits),
    signals,
    statisticsQueries: new PgStatisticsQueries(prepared),
    teamAccessQueries: new PgTeamAccessQueries(prepared),
    receivedInvitationQueries: new PgInvitationRepository(prepared),
    teamInvitationQueries: new PgTeamInvitationQueries(prepared),
    teamQueries: new PgTeamQueries(prepared),
    teamWebhookQueries: new PgTeamWebhookQueries(prepared),
    unitOfWork: new PgUnitOfWork(pool, secretBox),
    userQueries: new PgUserQueries(prepared),
    close: async () => {
      await Promise.all([signals.close(), ...slots.map((opened) => opened.close())]);
    },
  };
}
