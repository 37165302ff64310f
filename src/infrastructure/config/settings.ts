import { uniqueKeys } from '../../adapters/openid/signing-key.ts';
import { LISTED_SHARED_MAIL_DOMAINS } from '../../adapters/shared-mail-domains/listed-shared-mail-domains.ts';
import type { SignInSettings } from '../../application/people/sign-in/authenticate-user.ts';
import type { MailSettings } from '../../application/shared/settings/mail-settings.ts';
import type { ProvisioningWaits } from '../../application/shared/settings/provisioning-waits.ts';
import type { WebhookSettings } from '../../application/webhook/delivery/deliver-to-webhook.ts';
import { offeredFactors } from '../../domain/identity/authentication-level.ts';
import { PASSWORD_SCORES, type PasswordScore } from '../../domain/identity/password-rules.ts';
import type { FeatureFlags } from '../../domain/people/me-abilities.ts';
import { LA_SUITE_PLUGIN } from '../account-service/la-suite-resource.ts';
import type { UseCaseSettings } from '../container/inputs/use-case-settings.ts';
import type { AppSettings } from '../create-app.ts';
import type { CookieSettings } from '../http/browser-cookies.ts';
import type { CsrfSettings } from '../http/edge/csrf.ts';
import type { OpenidProviderSettings } from '../openid-provider/openid-provider-settings.ts';
import { identityPaths } from '../pages/identity/identity-paths.ts';
import { MAIL_LINK_PATH } from '../pages/mail-link/mail-link-path.ts';
import { passwordPaths } from '../pages/password/password-paths.ts';
import { PROVISIONING_SYSTEMS } from '../provisioning-systems.ts';
import { RESOURCE_SERVER_BASE } from '../resource-server/make-service-paths.ts';
import type { RedirectSettings } from '../sign-in/redirect-targets.ts';
import { actionRates } from './action-rates.ts';
import { databaseUrl } from './database-url.ts';
import type { Environment } from './environment-schema.ts';
import { clientAuthentication, identityProviderSettings } from './identity-provider-settings.ts';
import { mailServerSettings } from './mail-server-settings.ts';
import { pageSettings } from './page-settings.ts';
import { quotedVariables } from './quoted-variables.ts';
import { KNOWN_VARIABLES, readEnvironment } from './read-environment.ts';
import { servingSettings } from './serving-settings.ts';
import { tracingSettings } from './tracing-settings.ts';
import { unusedVariables } from './unused-variables.ts';
import { resourceServerKeys } from './values/resource-server-keys.ts';
import { HOST_BOUND_SESSION } from './variables/request-variables.ts';

/** A call that got no answer in time is carried out within so many times that time, or never. */
const LATE_TIMEOUTS = 5;

/** How long a step of a check of the mail service may take: three of them are over before the next check. */
const SYNTHETIC_STEP_MS = 60_000;

/** The configuration, one member for each part of the application. */
export type Settings = ReturnType<typeof settingsFrom>;

/**
 * Reads the configuration of this process.
 *
 * @param leftOut variables that are not read: what follows from them must not be used
 * @throws ConfigurationError with all problems at once
 */
export const loadSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
  leftOut?: ReadonlySet<string>,
): Settings =>
  settingsFrom(readEnvironment(variables, leftOut), [
    ...unusedVariables(variables, KNOWN_VARIABLES),
    ...quotedVariables(variables, KNOWN_VARIABLES),
  ]);

/** A number that the schema holds to the range. */
const passwordScore = (given: number): PasswordScore => PASSWORD_SCORES.find((score) => score === given) ?? 4;

const withoutFinalSlash = (url: string): string => url.replace(/\/+$/, '');

const issuerOf = (env: Environment, publicUrl: string): string =>
  env.OIDC_PROVIDER_ISSUER ?? `${publicUrl}/o`;

/** The factors that owners of mailboxes can have here. */
const offeredTo = ({ OIDC_PROVIDER_ATTESTATION_ROOTS: attestationRoots }: Environment) =>
  offeredFactors({ attestationRoots });

/** Undefined where nobody signs in with a mailbox. */
function openidProvider(env: Environment, publicUrl: string): OpenidProviderSettings | undefined {
  if (!env.OAUTH2_PROVIDER_OIDC_ENABLED) return undefined;
  return {
    issuer: issuerOf(env, publicUrl),
    profile: env.OAUTH2_PROVIDER_VALIDATOR_CLASS,
    keys: uniqueKeys([...env.OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY, ...env.OIDC_PROVIDER_SIGNING_KEYS]),
    loginUrl: env.OIDC_PROVIDER_LOGIN_URL,
    offeredFactors: offeredTo(env),
    refreshTokenSeconds: env.OIDC_PROVIDER_REFRESH_TOKEN_LIFETIME,
    secretKeys: [env.REGIE_SECRET_KEY, ...env.REGIE_SECRET_KEY_FALLBACKS],
  };
}

function settingsFrom(env: Environment, notices: readonly string[]) {
  const publicUrl = withoutFinalSlash(env.REGIE_PUBLIC_URL);
  const issuer = issuerOf(env, publicUrl);
  const provider = openidProvider(env, publicUrl);
  const passwordPages = passwordPaths(provider?.issuer ?? publicUrl);
  const identityPages = identityPaths(provider?.issuer ?? publicUrl);
  const claims = {
    fullNameClaims: env.OIDC_USERINFO_FULLNAME_FIELDS,
    registrationIdClaim: env.OIDC_ORGANIZATION_REGISTRATION_ID_FIELD ?? null,
    essentialClaims: env.OIDC_USERINFO_ESSENTIAL_CLAIMS,
    registrationIdPattern: env.ORGANIZATION_REGISTRATION_ID_VALIDATORS,
    emailVerifiedRequired: env.OIDC_EMAIL_VERIFIED_REQUIRED,
    registrationIdChecksum: env.ORGANIZATION_REGISTRATION_ID_CHECKSUM,
  };
  const signIn: SignInSettings = {
    claims,
    createsUsers: env.OIDC_CREATE_USER,
    fallsBackToEmail: env.OIDC_FALLBACK_TO_EMAIL_FOR_IDENTIFICATION,
    defaultLanguage: env.LANGUAGE_CODE,
    sharedMailDomains: {
      listed: new Set([...LISTED_SHARED_MAIL_DOMAINS, ...env.SHARED_MAIL_DOMAINS]),
      exempt: new Set(env.SHARED_MAIL_DOMAINS_EXCEPT),
    },
  };
  const featureFlags: FeatureFlags = {
    teamsDisplay: env.FEATURE_TEAMS_DISPLAY,
    teamsCreate: env.FEATURE_TEAMS_CREATE,
    contactsDisplay: env.FEATURE_CONTACTS_DISPLAY,
    contactsCreate: env.FEATURE_CONTACTS_CREATE,
    mailboxesCreate: env.FEATURE_MAILBOXES_CREATE,
  };
  const mail: MailSettings = {
    siteUrl: withoutFinalSlash(env.PEOPLE_BASE_URL),
    webmailUrl: withoutFinalSlash(env.WEBMAIL_URL),
    linkPage: env.MAIL_LINKS === 'page' ? `${publicUrl}${MAIL_LINK_PATH}` : null,
    defaultLanguage: env.LANGUAGE_CODE,
    sendsPassword: env.SEND_MAILBOX_PASSWORD,
    claimsAddress: env.ORGANIZATION_CLAIMS_EMAIL,
  };
  const webhooks: WebhookSettings = {
    maxAgeSeconds: env.WEBHOOK_MAX_AGE,
    allowsPlainHttp: env.WEBHOOK_ALLOW_PLAIN_HTTP,
    logRetentionDays: env.WEBHOOK_LOG_RETENTION_DAYS,
  };
  const mailProvisioning = PROVISIONING_SYSTEMS[env.MAIL_PROVISIONING_SYSTEM].configure(env);
  const waits: ProvisioningWaits = {
    registrationMs: (mailProvisioning.timeoutSeconds + 2) * 1000,
    usualMs: env.MAIL_PROVISIONING_WAIT * 1000,
  };
  const cookies: CookieSettings = {
    sessionName: env.SESSION_COOKIE_NAME,
    formerSessionName: env.SESSION_COOKIE_NAME === HOST_BOUND_SESSION ? FORMER_SESSION : undefined,
    secure: env.REGIE_ENV !== 'dev',
  };
  const csrf: CsrfSettings = { trustedOrigins: env.DJANGO_CSRF_TRUSTED_ORIGINS };
  const redirects: RedirectSettings = {
    loginUrl: env.LOGIN_REDIRECT_URL,
    loginFailureUrl: env.LOGIN_REDIRECT_URL_FAILURE,
    logoutUrl: env.LOGOUT_REDIRECT_URL,
    allowedHosts: env.OIDC_REDIRECT_ALLOWED_HOSTS,
    requireHttps: env.OIDC_REDIRECT_REQUIRE_HTTPS,
  };
  const keys = resourceServerKeys(env);
  const isJwtBackend = /jwt/i.test(env.OIDC_RS_BACKEND_CLASS);
  const bearerClientIds = [env.OIDC_RP_CLIENT_ID, ...env.OIDC_CLIENT_API_BEARER_CLIENTS];
  const ownNames = namesOfOurselves(env, publicUrl);
  const useCases: UseCaseSettings = {
    signInSettings: signIn,
    syntheticCheck:
      env.SYNTHETIC_CHECK_DOMAIN === undefined
        ? undefined
        : {
            slug: env.SYNTHETIC_CHECK_DOMAIN,
            everyMinutes: env.SYNTHETIC_CHECK_INTERVAL,
            lateAfterMs: SYNTHETIC_STEP_MS,
          },
    signInLevels: {
      staff: env.OIDC_RP_STAFF_ACR_VALUES,
      administrators: env.OIDC_RP_ADMINISTRATORS_ACR_VALUES,
    },
    mailSettings: mail,
    passwordSettings: {
      isOffered: env.OAUTH2_PROVIDER_OIDC_ENABLED,
      minimalScore: passwordScore(env.PASSWORD_MINIMAL_STRENGTH),
      linkPage: passwordPages.set,
      forgottenPage: passwordPages.forgotten,
      linkLifetimes: {
        first: env.OIDC_PROVIDER_PASSWORD_INVITATION_LIFETIME * 1000,
        forgotten: env.OIDC_PROVIDER_PASSWORD_RESET_LIFETIME * 1000,
        handed_over: env.OIDC_PROVIDER_PASSWORD_HANDOVER_LIFETIME * 1000,
      },
    },
    secondFactorSettings: {
      isOffered: env.OAUTH2_PROVIDER_OIDC_ENABLED,
      requiredFrom: env.OIDC_PROVIDER_SECOND_FACTOR_REQUIRED_FROM ?? null,
      accountPage: identityPages.account,
      enrolmentLinkPage: identityPages.enrolmentLink,
    },
    factorSettings: {
      issuerName: env.PAGES_NAME,
      accountPage: passwordPages.account,
      offered: offeredTo(env),
    },
    ownMailboxPages: provider
      ? {
          account: identityPages.account,
          password: identityPages.ownPassword,
          factors: identityPages.ownFactors,
        }
      : null,
    webhookSettings: webhooks,
    featureFlags,
    waits,
    carriedOutWithinMs: mailProvisioning.timeoutSeconds * LATE_TIMEOUTS * 1000,
    clientAddressPolicy: { allowsPlainHttp: env.REGIE_ENV === 'dev' },
    checkIntervalSeconds: env.MAIL_CHECK_DOMAIN_INTERVAL,
    mailKeptForSeconds: env.MAIL_KEPT_FOR,
    mailLogRetentionDays: env.MAIL_LOG_RETENTION_DAYS,
    contactsPerOwnerMax: env.CONTACTS_PER_OWNER_MAX,
    teamsPerOwnerMax: env.TEAMS_PER_OWNER_MAX,
    inviteAcrossOrganizations: env.INVITE_ACROSS_ORGANIZATIONS,
    pendingMailDomainsMax: env.PENDING_MAIL_DOMAINS_MAX,
    mailDomainsEndAfterDays: env.PENDING_MAIL_DOMAINS_END_AFTER_DAYS,
    bearerClientIds,
    accountServiceScopes: env.ACCOUNT_SERVICE_SCOPES,
    resourceServerSettings: env.OIDC_RS_CLIENT_ID === undefined ? undefined : { scopes: env.OIDC_RS_SCOPES },
    ownNames,
  };
  const app: Omit<AppSettings, 'version' | 'publicConfig'> = {
    publicUrl,
    webmailUrl: mail.webmailUrl,
    formKeys: { secretKey: env.REGIE_SECRET_KEY, formerSecretKeys: env.REGIE_SECRET_KEY_FALLBACKS },
    identityBase: provider && withoutFinalSlash(new URL(provider.issuer).pathname),
    ...pageSettings(env),
    defaultLanguage: env.LANGUAGE_CODE,
    cookies,
    sessionIdleLimitMs: env.SESSION_IDLE_MINUTES,
    csrf,
    redirects,
    allowsLogoutByGet: env.ALLOW_LOGOUT_GET_METHOD,
    servesApiDescription: env.DJANGO_USE_SWAGGER,
    encryptionKeys: keys.flatMap((key) => key.publicKeys()),
    acceptsBearer: env.OIDC_CLIENT_API_BEARER,
    servesLaSuite: env.INSTALLED_PLUGINS.includes(LA_SUITE_PLUGIN),
    trustedProxies: env.TRUSTED_PROXIES,
  };
  return {
    environment: env.REGIE_ENV,
    isDevelopment: env.REGIE_ENV === 'dev',
    ...servingSettings(env),
    secretKey: env.REGIE_SECRET_KEY,
    formerSecretKeys: env.REGIE_SECRET_KEY_FALLBACKS,
    /** Warnings about the spelling of variables, in sentences for the log of a start. */
    notices,
    publicUrl,
    database: {
      url: databaseUrl(env),
      sessionUrl: env.DATABASE_SESSION_URL,
      poolSize: env.DATABASE_POOL_SIZE,
      connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT * 1000,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT * 1000,
    },
    auditRetentionMonths: env.AUDIT_RETENTION_MONTHS,
    actionRates: actionRates(env.WRITE_THROTTLE_RATES),
    signInLimits: {
      attempts: env.MAX_LOGIN_ATTEMPTS,
      lockoutSeconds: env.ACCOUNT_LOCKOUT_TIME,
      source: env.LOGIN_FAILURES_PER_SOURCE,
    },
    throttleRates: { burst: env.BURST_THROTTLE_RATES, sustained: env.SUSTAINED_THROTTLE_RATES },
    crispWebsiteId: env.CRISP_WEBSITE_ID ?? null,
    jobs: { concurrency: env.JOB_CONCURRENCY },
    warmUpMs: env.WARM_UP_SECONDS * 1000,
    logLevel: env.LOGGING_LEVEL_LOGGERS_ROOT,
    sentryDsn: env.SENTRY_DSN,
    tracing: tracingSettings(env),
    useCases,
    app,
    identityProvider: identityProviderSettings(env, publicUrl),
    introspection: {
      issuer: env.OIDC_OP_URL,
      introspectionEndpoint: env.OIDC_OP_INTROSPECTION_ENDPOINT,
      clientId: env.OIDC_RS_CLIENT_ID ?? env.OIDC_RP_CLIENT_ID,
      clientSecret: env.OIDC_RS_CLIENT_SECRET ?? env.OIDC_RP_CLIENT_SECRET,
      clientAuthentication: clientAuthentication(env),
      jwksEndpoint: env.OIDC_OP_JWKS_ENDPOINT,
      rememberedMs: env.OIDC_RS_INTROSPECTION_CACHE_TTL * 1000,
      format: env.OIDC_RS_INTROSPECTION_FORMAT ?? (isJwtBackend ? 'jwt' : 'auto'),
      preferredFormat: isJwtBackend || keys.length > 0 ? ('jwt' as const) : ('json' as const),
      signingAlgorithms: env.OIDC_RS_SIGNING_ALGO,
      decryption:
        keys.length === 0
          ? undefined
          : {
              algorithms: env.OIDC_RS_ENCRYPTION_ALGO,
              encodings: env.OIDC_RS_ENCRYPTION_ENCODING,
              keys,
            },
      audienceClaim: env.OIDC_RS_AUDIENCE_CLAIM,
      ownNames,
      timeoutMs: Math.min(env.OIDC_RS_INTROSPECTION_TIMEOUT, env.OIDC_TIMEOUT) * 1000,
    },
    openidProvider: provider,
    passkeys: {
      rpId: env.OIDC_PROVIDER_PASSKEY_RP_ID ?? new URL(issuer).hostname,
      origin: new URL(issuer).origin,
      attestationRoots: env.OIDC_PROVIDER_ATTESTATION_ROOTS,
    },
    signOutNotices: { allowedNetworks: env.OIDC_PROVIDER_ALLOWED_NETWORKS },
    mailProvisioning,
    smtp: mailServerSettings(env, publicUrl),
    webhooks: {
      timeoutMs: env.WEBHOOK_TIMEOUT * 1000,
      certificateAuthorities: env.WEBHOOK_CA_CERTIFICATES,
      allowedNetworks: env.WEBHOOK_ALLOWED_NETWORKS,
      urlPolicy: { allowsPlainHttp: env.WEBHOOK_ALLOW_PLAIN_HTTP },
      matrix: {
        directoryUrl: withoutFinalSlash(env.MATRIX_BASE_HOME_SERVER),
        botToken: env.MATRIX_BOT_ACCESS_TOKEN ?? null,
        botHosts: env.MATRIX_BOT_HOSTS,
      },
    },
    plugins: env.INSTALLED_PLUGINS,
    organizationMetadataSchema: env.ORGANIZATION_METADATA_SCHEMA,
    organizationDirectory: {
      baseUrl: withoutFinalSlash(env.ORGANIZATION_DIRECTORY_URL),
      requestsPerSecond: env.ORGANIZATION_DIRECTORY_REQUESTS_PER_SECOND,
      requireValidSiret: env.SIRET_REQUIRE_VALID,
    },
  };
}

/** The session cookie of releases before, and of the reference. */
const FORMER_SESSION = 'sessionid';

/** Our names at an authorization server: our client ids, and our address as a resource (RFC 8707). */
function namesOfOurselves(env: Environment, publicUrl: string): readonly string[] {
  const ids = [env.OIDC_RS_CLIENT_ID, env.OIDC_RP_CLIENT_ID].filter((id) => id !== undefined);
  return [...new Set([...ids, publicUrl, `${publicUrl}${RESOURCE_SERVER_BASE}`])];
}
