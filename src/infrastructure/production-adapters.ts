import type { Pool } from 'pg';
import { Argon2PasswordHasher } from '../adapters/argon2/argon2-password-hasher.ts';
import { DimailMailProvisioner } from '../adapters/dimail/dimail-mail-provisioner.ts';
import { makeTokenIntrospector } from '../adapters/introspection/make-token-introspector.ts';
import { AjvMetadataSchema } from '../adapters/json-schema/ajv-metadata-schema.ts';
import { SmtpMailer } from '../adapters/mail/smtp-mailer.ts';
import { OpenidIdentityProvider } from '../adapters/openid/openid-identity-provider.ts';
import { DatabasePool } from '../adapters/postgres/connection/database-pool.ts';
import { PgAccountServiceQueries } from '../adapters/postgres/pg-account-service-queries.ts';
import { PgAuditQueries } from '../adapters/postgres/pg-audit-queries.ts';
import { PgCommuneQueries } from '../adapters/postgres/pg-commune-queries.ts';
import { PgContactQueries } from '../adapters/postgres/pg-contact-queries.ts';
import { PgDirectoryQueries } from '../adapters/postgres/pg-directory-queries.ts';
import { PgDriftQueries } from '../adapters/postgres/pg-drift-queries.ts';
import { PgKeptMailDomainQueries } from '../adapters/postgres/pg-kept-mail-domain-queries.ts';
import { PgMailAliasQueries } from '../adapters/postgres/pg-mail-alias-queries.ts';
import { PgMailDomainAccessQueries } from '../adapters/postgres/pg-mail-domain-access-queries.ts';
import { PgMailDomainInvitationQueries } from '../adapters/postgres/pg-mail-domain-invitation-queries.ts';
import { PgMailDomainQueries } from '../adapters/postgres/pg-mail-domain-queries.ts';
import { PgMailboxQueries } from '../adapters/postgres/pg-mailbox-queries.ts';
import { PgOpenMailChangeQueries } from '../adapters/postgres/pg-open-mail-change-queries.ts';
import { PgOrganizationPeopleQueries } from '../adapters/postgres/pg-organization-people-queries.ts';
import { PgOrganizationQueries } from '../adapters/postgres/pg-organization-queries.ts';
import { PgOutgoingMailQueries } from '../adapters/postgres/pg-outgoing-mail-queries.ts';
import { PgPersonQueries } from '../adapters/postgres/pg-person-queries.ts';
import { PgRateLimiter } from '../adapters/postgres/pg-rate-limiter.ts';
import { PgRequestThrottle } from '../adapters/postgres/pg-request-throttle.ts';
import { PgServiceProviderQueries } from '../adapters/postgres/pg-service-provider-queries.ts';
import { PgServiceTeamQueries } from '../adapters/postgres/pg-service-team-queries.ts';
import { PgSessionStore } from '../adapters/postgres/pg-session-store.ts';
import { PgSharedSlots } from '../adapters/postgres/pg-shared-slots.ts';
import { PgSignals } from '../adapters/postgres/pg-signals.ts';
import { PgStatisticsQueries } from '../adapters/postgres/pg-statistics-queries.ts';
import { PgTeamAccessQueries } from '../adapters/postgres/pg-team-access-queries.ts';
import { PgTeamInvitationQueries } from '../adapters/postgres/pg-team-invitation-queries.ts';
import { PgTeamQueries } from '../adapters/postgres/pg-team-queries.ts';
import { PgTeamWebhookQueries } from '../adapters/postgres/pg-team-webhook-queries.ts';
import { PgUnitOfWork } from '../adapters/postgres/pg-unit-of-work.ts';
import { PgUserQueries } from '../adapters/postgres/pg-user-queries.ts';
import { PreparedStatements } from '../adapters/postgres/prepared-statements.ts';
import { Sealer } from '../adapters/postgres/sealer.ts';
import { HttpOrganizationDirectory } from '../adapters/siret/http-organization-directory.ts';
import { ianaTimezones } from '../adapters/system/iana-timezones.ts';
import {
  secretGenerator,
  systemClock,
  systemRandomness,
  textDigest,
  uuidGenerator,
} from '../adapters/system/system.ts';
import { CHECK_BUDGET } from '../application/mail/take-check-turn.ts';
import type { Logger } from '../application/ports/logger.ts';
import type { Clock } from '../application/ports/system.ts';
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
