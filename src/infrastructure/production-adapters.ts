import type { Pool } from 'pg';
import { Argon2PasswordHasher } from '../adapters/argon2/argon2-password-hasher.ts';
import { makeTokenIntrospector } from '../adapters/introspection/make-token-introspector.ts';
import { AjvMetadataSchema } from '../adapters/json-schema/ajv-metadata-schema.ts';
import { SignedKnownBrowsers } from '../adapters/known-browsers/signed-known-browsers.ts';
import { SmtpMailer } from '../adapters/mail/smtp-mailer.ts';
import { OpenidIdentityProvider } from '../adapters/openid/openid-identity-provider.ts';
import { OtpauthOneTimeCodes } from '../adapters/otpauth/otpauth-one-time-codes.ts';
import { DatabasePool } from '../adapters/postgres/connection/database-pool.ts';
import { PgInstallation } from '../adapters/postgres/installation/pg-installation.ts';
import { postgresStorage } from '../adapters/postgres/storage.ts';
import { HttpOrganizationDirectory } from '../adapters/siret/http-organization-directory.ts';
import { ianaTimezones } from '../adapters/system/iana-timezones.ts';
import {
  secretGenerator,
  systemClock,
  systemPause,
  systemRandomness,
  textDigest,
  uuidGenerator,
} from '../adapters/system/system.ts';
import { SimplewebauthnPasskeyVerifier } from '../adapters/webauthn/simplewebauthn-passkey-verifier.ts';
import { ZxcvbnPasswordStrength } from '../adapters/zxcvbn/zxcvbn-password-strength.ts';
import { CHECK_BUDGET } from '../application/provisioning/check/take-check-turn.ts';
import type { Logger } from '../application/shared/logger.ts';
import type { Clock } from '../application/shared/system.ts';
import { installationName } from './config/installation-name.ts';
import type { Settings } from './config/settings.ts';
import type { Adapters } from './container/inputs/adapters.ts';
import { makeProviderRoute, type ProviderRoute } from './make-provider-route.ts';
import { makeSignOutNotifier } from './make-sign-out-notifier.ts';
import { makeWebhookSender } from './make-webhook-sender.ts';
import { guardOutside } from './quarantine/guard-outside.ts';
import { QuarantineWatch } from './quarantine/quarantine-watch.ts';

export type ProductionAdapters = Readonly<{
  /** They reach nobody before `quarantine` has looked, and while it is closed. */
  adapters: Adapters;
  installation: PgInstallation;
  quarantine: QuarantineWatch;
  pool: Pool;
  /** Its connections keep their sessions; the same pool unless `DATABASE_SESSION_URL` is set. */
  sessionPool: Pool;
  /** Whether these systems take us; they throw what their ports do. */
  examine: Readonly<{
    mailService(): Promise<{ readonly version: string | undefined }>;
    mailServer: Pick<SmtpMailer, 'verify' | 'verifySender'>;
  }>;
  /** How requests reach the identity provider, where not directly. */
  providerRoute: ProviderRoute | undefined;
  /** Closes connections to other systems; the database last. */
  close(): Promise<void>;
}>;

/** One listens, one wakes the queue, one holds the slots of each other system; the rest fetch jobs. */
const SESSION_POOL_SIZE = 10;
const SMTP_TIMEOUT_MS = 20_000;
const SMTP_CONNECTIONS = 5;
const DIRECTORY_TIMEOUT_MS = 10_000;

/** The adapters of a real installation. Connections are opened when they are needed. */
export function makeProductionAdapters(
  settings: Settings,
  release: string,
  logger: Logger,
  clock: Clock = systemClock,
): ProductionAdapters {
  const { database, identityProvider, introspection, smtp, organizationDirectory, isDevelopment } = settings;
  const { checkIntervalSeconds } = settings.useCases;
  const openPool = (url: string, size: number) =>
    new DatabasePool({
      url,
      size,
      connectTimeoutMs: database.connectTimeoutMs,
      statementTimeoutMs: database.statementTimeoutMs,
      logger,
    });
  const pool = openPool(database.url, database.poolSize);
  const sessionPool =
    database.sessionUrl === undefined ? pool : openPool(database.sessionUrl, SESSION_POOL_SIZE);

  const { close: closeStorage, ...storage } = postgresStorage(pool, {
    secretKey: settings.secretKey,
    formerSecretKeys: settings.formerSecretKeys,
    rateBudgets: {
      // One unit at a time: larger fixed windows would let twice as many through around their boundaries.
      organization_directory: { points: 1, durationSeconds: 1 / organizationDirectory.requestsPerSecond },
      ...(checkIntervalSeconds > 0
        ? { [CHECK_BUDGET]: { points: 1, durationSeconds: checkIntervalSeconds } }
        : {}),
    },
    throttleRates: settings.throttleRates,
    actionRates: settings.actionRates,
    signInLimits: settings.signInLimits,
    secondFactorRequiredFrom: settings.useCases.secondFactorSettings.requiredFrom,
    logger,
    sessionPool,
  });
  const provisioning = settings.mailProvisioning.open({ sharedSlots: storage.sharedSlots, clock });
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
  const signOutNotifier = makeSignOutNotifier(settings, clock);
  const providerRoute = makeProviderRoute(identityProvider);
  const tokens = makeTokenIntrospector({
    options: {
      ...introspection,
      allowInsecureHttp: isDevelopment,
      logger,
      dispatcher: providerRoute?.dispatcher,
    },
    lifetimeMs: introspection.rememberedMs,
    signals: storage.signals,
    clock,
  });
  const passwordHasher = new Argon2PasswordHasher();
  const passwordStrength = new ZxcvbnPasswordStrength();
  const installation = new PgInstallation(pool, installationName(settings));
  const quarantine = new QuarantineWatch({ installation, logger });
  const adapters: Adapters = {
    ...storage,
    metadataSchema: new AjvMetadataSchema(settings.organizationMetadataSchema),
    mailProvisioner: provisioning.mailProvisioner,
    outsideGate: quarantine,
    mailer,
    webhookSender,
    signOutNotifier,
    identityProvider: new OpenidIdentityProvider({
      issuer: identityProvider.issuer,
      clientId: identityProvider.clientId,
      clientSecret: identityProvider.clientSecret,
      clientAuthentication: identityProvider.clientAuthentication,
      redirectUri: identityProvider.callbackUrl,
      postLogoutRedirectUri: identityProvider.logoutCallbackUrl,
      scopes: identityProvider.scopes,
      signingAlgorithm: identityProvider.signingAlgorithm,
      userinfoSigningAlgorithms: identityProvider.userinfoSigningAlgorithms,
      userinfoDecryption: identityProvider.userinfoDecryption,
      extraAuthorizationParams: identityProvider.extraAuthorizationParams,
      endpoints: identityProvider.endpoints && {
        ...identityProvider.endpoints,
        endSession: identityProvider.logoutEndpoint,
      },
      timeoutMs: identityProvider.timeoutMs,
      useNonce: true,
      allowInsecureHttp: isDevelopment,
      clock,
      logger,
      fetch: providerRoute?.fetch,
    }),
    tokenIntrospector: tokens.introspector,
    oneTimeCodes: new OtpauthOneTimeCodes(),
    organizationDirectory: directory,
    passkeyVerifier: new SimplewebauthnPasskeyVerifier({ ...settings.passkeys, clock }),
    passwordHasher,
    knownBrowsers: new SignedKnownBrowsers(settings.secretKey, ...settings.formerSecretKeys),
    pause: systemPause,
    passwordStrength,
    // Where it is measured, the metrics take its place.
    syntheticCheckReport: { report: () => undefined },
    timezones: ianaTimezones,
    clock,
    ids: uuidGenerator,
    randomness: systemRandomness,
    secrets: secretGenerator,
    digest: textDigest,
    logger,
  };
  return {
    adapters: guardOutside(adapters, quarantine),
    installation,
    quarantine,
    pool,
    sessionPool,
    examine: {
      mailService: () => provisioning.examine(),
      mailServer: mailer,
    },
    providerRoute,
    close: async () => {
      await quarantine.stop();
      await Promise.all([
        provisioning.close(),
        mailer.close(),
        webhookSender.close(),
        signOutNotifier.close(),
        directory.close(),
        tokens.close(),
        passwordHasher.close(),
        passwordStrength.close(),
      ]);
      await providerRoute?.close();
      await closeStorage();
      await pool.end();
      if (sessionPool !== pool) await sessionPool.end();
    },
  };
}
