import type { Pool } from 'pg';
import { PgAccountServiceQueries } from '../../src/adapters/postgres/access/pg-account-service-queries.ts';
import { PgDirectoryQueries } from '../../src/adapters/postgres/access/pg-directory-queries.ts';
import { PgServiceProviderQueries } from '../../src/adapters/postgres/access/pg-service-provider-queries.ts';
import { PgServiceTeamQueries } from '../../src/adapters/postgres/access/pg-service-team-queries.ts';
import { PgMailAliasQueries } from '../../src/adapters/postgres/alias/pg-mail-alias-queries.ts';
import { PgAuditQueries } from '../../src/adapters/postgres/audit/pg-audit-queries.ts';
import { PreparedStatements } from '../../src/adapters/postgres/engine/prepared-statements.ts';
import { Sealer } from '../../src/adapters/postgres/engine/sealer.ts';
import { PgMailDomainInvitationQueries } from '../../src/adapters/postgres/invitation/pg-mail-domain-invitation-queries.ts';
import { PgTeamInvitationQueries } from '../../src/adapters/postgres/invitation/pg-team-invitation-queries.ts';
import { PgKeptMailDomainQueries } from '../../src/adapters/postgres/mail-domain/pg-kept-mail-domain-queries.ts';
import { PgMailDomainAccessQueries } from '../../src/adapters/postgres/mail-domain/pg-mail-domain-access-queries.ts';
import { PgMailDomainQueries } from '../../src/adapters/postgres/mail-domain/pg-mail-domain-queries.ts';
import { PgMailboxQueries } from '../../src/adapters/postgres/mailbox/pg-mailbox-queries.ts';
import { PgOutgoingMailQueries } from '../../src/adapters/postgres/notification/pg-outgoing-mail-queries.ts';
import { PgCommuneQueries } from '../../src/adapters/postgres/organization/pg-commune-queries.ts';
import { PgOrganizationPeopleQueries } from '../../src/adapters/postgres/organization/pg-organization-people-queries.ts';
import { PgOrganizationQueries } from '../../src/adapters/postgres/organization/pg-organization-queries.ts';
import { PgContactQueries } from '../../src/adapters/postgres/people/pg-contact-queries.ts';
import { PgPersonQueries } from '../../src/adapters/postgres/people/pg-person-queries.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { PgUserQueries } from '../../src/adapters/postgres/people/pg-user-queries.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { PgDriftQueries } from '../../src/adapters/postgres/provisioning/pg-drift-queries.ts';
import { PgOpenMailChangeQueries } from '../../src/adapters/postgres/provisioning/pg-open-mail-change-queries.ts';
import { PgRequestThrottle } from '../../src/adapters/postgres/shared/pg-request-throttle.ts';
import { PgSignals } from '../../src/adapters/postgres/shared/pg-signals.ts';
import { PgStatisticsQueries } from '../../src/adapters/postgres/shared/pg-statistics-queries.ts';
import { PgTeamAccessQueries } from '../../src/adapters/postgres/team/pg-team-access-queries.ts';
import { PgTeamQueries } from '../../src/adapters/postgres/team/pg-team-queries.ts';
import { PgTeamWebhookQueries } from '../../src/adapters/postgres/webhook/pg-team-webhook-queries.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { Logger } from '../../src/application/shared/logger.ts';
import type { ThrottleRates } from '../../src/application/shared/throttling/request-throttle.ts';
import { seedPostgres } from './seed-postgres.ts';
import type { StorageHarness } from './storage-harness.ts';
import { openTestDatabase } from './test-database.ts';

/** Referring rows first. */
const EMPTY_ALL = [
  'session',
  'webhook_delivery',
  'statistics_snapshot',
  'account_service',
  'service_provider',
  'processed_logout_token',
  'outgoing_mail',
  'unconfirmed_registration',
  'mail_domain',
  'team',
  'contact',
  'user_account',
  'organization',
  'service_provider',
  'graphile_worker._private_jobs',
]
  .map((table) => `DELETE FROM ${table};`)
  .concat(
    'ALTER TABLE audit_entry DISABLE TRIGGER USER;',
    'DELETE FROM audit_entry;',
    'ALTER TABLE audit_entry ENABLE TRIGGER USER;',
  )
  .join('\n');

type JobRow = { name: Job['name']; payload: object; run_at: Date; key: string | null };

/** The PostgreSQL adapters on a pool, arranged as in production. */
export function postgresStorageOn(pool: Pool) {
  const prepared = new PreparedStatements(pool);
  return {
    unitOfWork: new PgUnitOfWork(pool, new Sealer('a secret key that only tests use')),
    sessions: new PgSessionStore(prepared),
    signals: new PgSignals(pool, STDERR_LOGGER),
    mailDomainQueries: new PgMailDomainQueries(prepared),
    mailDomainAccessQueries: new PgMailDomainAccessQueries(prepared),
    mailDomainInvitationQueries: new PgMailDomainInvitationQueries(prepared),
    mailAliasQueries: new PgMailAliasQueries(prepared),
    mailboxQueries: new PgMailboxQueries(prepared),
    personQueries: new PgPersonQueries(prepared),
    organizationQueries: new PgOrganizationQueries(prepared),
    userQueries: new PgUserQueries(prepared),
    serviceProviderQueries: new PgServiceProviderQueries(prepared),
    statisticsQueries: new PgStatisticsQueries(prepared),
    throttle: (rates: ThrottleRates) => new PgRequestThrottle(prepared, rates),
    teamQueries: new PgTeamQueries(prepared),
    teamAccessQueries: new PgTeamAccessQueries(prepared),
    teamInvitationQueries: new PgTeamInvitationQueries(prepared),
    teamWebhookQueries: new PgTeamWebhookQueries(prepared),
    contactQueries: new PgContactQueries(prepared),
    serviceTeamQueries: new PgServiceTeamQueries(prepared),
    directoryQueries: new PgDirectoryQueries(prepared),
    driftQueries: new PgDriftQueries(prepared),
    openMailChangeQueries: new PgOpenMailChangeQueries(prepared),
    keptMailDomainQueries: new PgKeptMailDomainQueries(prepared),
    outgoingMailQueries: new PgOutgoingMailQueries(prepared),
    accountServiceQueries: new PgAccountServiceQueries(prepared),
    communeQueries: new PgCommuneQueries(prepared),
    auditQueries: new PgAuditQueries(prepared),
    organizationPeopleQueries: new PgOrganizationPeopleQueries(prepared),
  };
}

/** The PostgreSQL adapters over a database of their own. */
export async function openPostgresHarness(): Promise<StorageHarness> {
  const { pool, close } = await openTestDatabase();
  const storage = postgresStorageOn(pool);
  return {
    ...storage,
    seed: seedPostgres(pool),
    queuedJobs: async () => {
      const { rows } = await pool.query<JobRow>(
        `SELECT j.task_identifier AS name, p.payload, j.run_at, j.key
           FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
          WHERE j.locked_at IS NULL ORDER BY j.run_at, j.id`,
      );
      return rows.map(({ name, payload, run_at: runAt, key }) => ({
        job: { name, ...payload } as Job,
        runAt,
        key: key ?? undefined,
      }));
    },
    reset: async () => {
      await pool.query(EMPTY_ALL);
    },
    close: async () => {
      await storage.signals.close();
      await close();
    },
  };
}

const say = (message: string, _fields?: object, error?: unknown): void => {
  process.stderr.write(`${message}${error === undefined ? '' : `: ${String(error)}`}\n`);
};
const STDERR_LOGGER: Logger = { info: say, warn: say, error: say };
