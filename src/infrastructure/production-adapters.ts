import type { Pool } from 'pg';
import { Argon2PasswordHasher } from '../adapters/argon2/argon2-password-hasher.ts';
import { makeTokenIntrospector } from '../adapters/introspection/make-token-introspector.ts';
import { AjvMetadataSchema } from '../adapters/json-schema/ajv-metadata-schema.ts';
import { SmtpMailer } from '../adapters/mail/smtp-mailer.ts';
import { OpenidIdentityProvider } from '../adapters/openid/openid-identity-provider.ts';
import { PgAccountServiceQueries } from '../adapters/postgres/access/pg-account-service-queries.ts';
import { PgDirectoryQueries } from '../adapters/postgres/access/pg-directory-queries.ts';
import { PgServiceProviderQueries } from '../adapters/postgres/access/pg-service-provider-queries.ts';
import { PgServiceTeamQueries } from '../adapters/postgres/access/pg-service-team-queries.ts';
import { PgMailAliasQueries } from '../adapters/postgres/alias/pg-mail-alias-queries.ts';
import { PgAuditQueries } from '../adapters/postgres/audit/pg-audit-queries.ts';
import { DatabasePool } from '../adapters/postgres/connection/database-pool.ts';
import { PreparedStatements } from '../adapters/postgres/engine/prepared-statements.ts';
import { Sealer } from '../adapters/postgres/engine/sealer.ts';
import { PgMailDomainInvitationQueries } from '../adapters/postgres/invitation/pg-mail-domain-invitation-queries.ts';
import { PgTeamInvitationQueries } from '../adapters/postgres/invitation/pg-team-invitation-queries.ts';
import { PgKeptMailDomainQueries } from '../adapters/postgres/mail-domain/pg-kept-mail-domain-queries.ts';
import { PgMailDomainAccessQueries } from '../adapters/postgres/mail-domain/pg-mail-domain-access-queries.ts';
import { PgMailDomainQueries } from '../adapters/postgres/mail-domain/pg-mail-domain-queries.ts';
import { PgMailboxQueries } from '../adapters/postgres/mailbox/pg-mailbox-queries.ts';
import { PgOutgoingMailQueries } from '../adapters/postgres/notification/pg-outgoing-mail-queries.ts';
import { PgCommuneQueries } from '../adapters/postgres/organization/pg-commune-queries.ts';
import { PgOrganizationPeopleQueries } from '../adapters/postgres/organization/pg-organization-people-queries.ts';
import { PgOrganizationQueries } from '../adapters/postgres/organization/pg-organization-queries.ts';
import { PgContactQueries } from '../adapters/postgres/people/pg-contact-queries.ts';
import { PgPersonQueries } from '../adapters/postgres/people/pg-person-queries.ts';
import { PgSessionStore } from '../adapters/postgres/people/pg-session-store.ts';
import { PgUserQueries } from '../adapters/postgres/people/pg-user-queries.ts';
import { PgUnitOfWork } from '../adapters/postgres/pg-unit-of-work.ts';
import { PgDriftQueries } from '../adapters/postgres/provisioning/pg-drift-queries.ts';
import { PgOpenMailChangeQueries } from '../adapters/postgres/provisioning/pg-open-mail-change-queries.ts';
import { PgRateLimiter } from '../adapters/postgres/shared/pg-rate-limiter.ts';
import { PgRequestThrottle } from '../adapters/postgres/shared/pg-request-throttle.ts';
import { PgSharedSlots } from '../adapters/postgres/shared/pg-shared-slots.ts';
import { PgSignals } from '../adapters/postgres/shared/pg-signals.ts';
import { PgStatisticsQueries } from '../adapters/postgres/shared/pg-statistics-queries.ts';
import { PgTeamAccessQueries } from '../adapters/postgres/team/pg-team-access-queries.ts';
import { PgTeamQueries } from '../adapters/postgres/team/pg-team-queries.ts';
import { PgTeamWebhookQueries } from '../adapters/postgres/webhook/pg-team-webhook-queries.ts';
import { DimailMailProvisioner } from '../adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import { HttpOrganizationDirectory } from '../adapters/siret/http-organization-directory.ts';
import { ianaTimezones } from '../adapters/system/iana-timezones.ts';
import {
  secretGenerator,
  systemClock,
  systemRandomness,
  textDigest,
  uuidGenerator,
} from '../adapters/system/system.ts';
import { CHECK_BUDGET } from '../application/provisioning/check/take-check-turn.ts';
import type { Logger } from '../application/shared/logger.ts';
import type { Clock } from '../application/shared/system.ts';
import type { Settings } from './config/settings.ts';
import type { Adapters } from './container/adapters.ts';
import { makeProviderRoute } from './make-provider-route.ts';
import { makeWebhookSender } from './make-webhook-sender.ts';

export type ProductionAdapters = Readonly<{
  adapters: Adapters;
  pool: Pool;
  /** Closes connections to other systems; the database last. */
  close(): Promise<void>;
}>;

const SMTP_TIMEOUT_MS = 20_000;
const SMTP_CONNECTIONS = 5;
const DIRECTORY_TIMEOUT_MS = 10_000;

/** The adapters of a real installation. Nothing is connected to before it is needed. */
export function makeProductionAdapters(
  settings: Settings,
  release: string,
  logger: Logger,
  clock: Clock = systemClock,
): ProductionAdapters {
  const { database, identityProvider, introspection, dimail, smtp, organizationDirectory, isDevelopment } =
    settings;
  const { checkIntervalSeconds } = settings.useCases;
  const pool = new DatabasePool({
    url: database.url,
    size: database.poolSize,
    connectTimeoutMs: database.connectTimeoutMs,
    statementTimeoutMs: database.statementTimeoutMs,
    logger,
  });

  const prepared = new PreparedStatements(pool);
  const signals = new PgSignals(pool, logger);
  const { maxCallsOverall, ...dimailOptions } = dimail;
  const dimailSlots =
    maxCallsOverall > 0 ? new PgSharedSlots(pool, { name: 'dimail', size: maxCallsOverall }) : undefined;
  const mailProvisioner = new DimailMailProvisioner({ ...dimailOptions, sharedSlots: dimailSlots, clock });
  const mailer = new SmtpMailer({
    host: smtp.host,
    port: smtp.port,
    tls: smtp.tls,
    from: smtp.from,
    ...(smtp.user === undefined ? {} : { user: smtp.user, password: smtp.password ?? '' }),
    certificateAuthorities: smtp.certificateAuthorities,
    ehloName: smtp.ehloName,
    messageIdDomain: new URL(settings.publicUrl).hostname,
    timeoutMs: SMTP_TIMEOUT_MS,
    maxConnections: SMTP_CONNECTIONS,
  });
  const directory = new HttpOrganizationDirectory(
    {
      baseUrl: organizationDirectory.baseUrl,
      userAgent: `regie/${release} (${settings.publicUrl})`,
      timeoutMs: DIRECTORY_TIMEOUT_MS,
    },
    clock,
  );
  const webhookSender = makeWebhookSender(settings.webhooks);
  const providerRoute = makeProviderRoute(identityProvider);
  const tokens = makeTokenIntrospector({
    options: {
      ...introspection,
      allowInsecureHttp: isDevelopment,
      dispatcher: providerRoute?.dispatcher,
    },
    lifetimeMs: introspection.rememberedMs,
    signals,
    clock,
  });
  const adapters: Adapters = {
    unitOfWork: new PgUnitOfWork(pool, new Sealer(settings.secretKey)),
    sessions: new PgSessionStore(prepared),
    signals,
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
    requestThrottle: new PgRequestThrottle(prepared, settings.throttleRates),
    teamQueries: new PgTeamQueries(prepared),
    teamAccessQueries: new PgTeamAccessQueries(prepared),
    teamInvitationQueries: new PgTeamInvitationQueries(prepared),
    teamWebhookQueries: new PgTeamWebhookQueries(prepared),
    contactQueries: new PgContactQueries(prepared),
    serviceTeamQueries: new PgServiceTeamQueries(prepared),
    // Its statements follow from the filters that callers send: kept prepared, they would take the place of others.
    directoryQueries: new PgDirectoryQueries(pool),
    auditQueries: new PgAuditQueries(prepared),
    organizationPeopleQueries: new PgOrganizationPeopleQueries(prepared),
    metadataSchema: new AjvMetadataSchema(settings.organizationMetadataSchema),
    driftQueries: new PgDriftQueries(prepared),
    openMailChangeQueries: new PgOpenMailChangeQueries(prepared),
    keptMailDomainQueries: new PgKeptMailDomainQueries(prepared),
    outgoingMailQueries: new PgOutgoingMailQueries(prepared),
    accountServiceQueries: new PgAccountServiceQueries(prepared),
    communeQueries: new PgCommuneQueries(prepared),
    mailProvisioner,
    mailer,
    webhookSender,
    identityProvider: new OpenidIdentityProvider({
      issuer: identityProvider.issuer,
      clientId: identityProvider.clientId,
      clientSecret: identityProvider.clientSecret,
      redirectUri: identityProvider.callbackUrl,
      postLogoutRedirectUri: identityProvider.logoutCallbackUrl,
      scopes: identityProvider.scopes,
      signingAlgorithm: identityProvider.signingAlgorithm,
      extraAuthorizationParams: identityProvider.extraAuthorizationParams,
      endpoints: identityProvider.endpoints && {
        ...identityProvider.endpoints,
        endSession: identityProvider.logoutEndpoint,
      },
      timeoutMs: identityProvider.timeoutMs,
      useNonce: true,
      allowInsecureHttp: isDevelopment,
      clock,
      fetch: providerRoute?.fetch,
    }),
    tokenIntrospector: tokens.introspector,
    organizationDirectory: directory,
    rateLimiter: new PgRateLimiter(pool, {
      // One at a time: fixed windows of several would let twice as many through around an edge.
      organization_directory: { points: 1, durationSeconds: 1 / organizationDirectory.requestsPerSecond },
      ...(checkIntervalSeconds > 0
        ? { [CHECK_BUDGET]: { points: 1, durationSeconds: checkIntervalSeconds } }
        : {}),
    }),
    passwordHasher: new Argon2PasswordHasher(),
    timezones: ianaTimezones,
    clock,
    ids: uuidGenerator,
    randomness: systemRandomness,
    secrets: secretGenerator,
    digest: textDigest,
    logger,
  };
  return {
    adapters,
    pool,
    close: async () => {
      await Promise.all([
        mailProvisioner.close(),
        mailer.close(),
        webhookSender.close(),
        directory.close(),
        tokens.close(),
        signals.close(),
      ]);
      await providerRoute?.close();
      await dimailSlots?.close();
      await pool.end();
    },
  };
}
