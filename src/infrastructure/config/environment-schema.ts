import { z } from 'zod';
import { CLIENT_AUTHENTICATION_METHODS } from '../../adapters/oauth/client-authentication.ts';
import { CONTENT_ENCRYPTIONS, KEY_MANAGEMENT_ALGORITHMS } from '../../adapters/oauth/decryption-key.ts';
import { readPrivateKeys } from '../../adapters/oauth/read-private-keys.ts';
import { SIGNING_ALGORITHMS } from '../../adapters/openid/openid-options.ts';
import { ACCOUNT_SERVICE_SCOPE_NAMES } from '../../application/access/account-service/authenticate-account-service.ts';
import { INVITE_ACROSS_ORGANIZATIONS } from '../../domain/people/reached-at-once.ts';
import { LANGUAGES } from '../../domain/shared/language.ts';
import { STORED_BOUNDS } from '../../domain/shared/stored-bounds.ts';
import { CONSOLE_THEMES, SIGN_IN_BUTTONS } from '../console/console-config.ts';
import { CONFORMITIES, USUAL_ACCENT, USUAL_NAME } from '../pages/kit/page-look.ts';
import {
  PROVISIONING_SYSTEMS,
  PROVISIONING_VARIABLES,
  type ProvisioningSystemName,
  USUAL_PROVISIONING_SYSTEM,
} from '../provisioning-systems.ts';
import { allowedHosts } from './addresses/allowed-hosts.ts';
import { optionalContact } from './addresses/contact-link.ts';
import { databaseAddress } from './addresses/database-address.ts';
import { databaseHost } from './addresses/database-host.ts';
import { optionalEhloName } from './addresses/ehlo-name.ts';
import { errorTrackerAddress } from './addresses/error-tracker-address.ts';
import { hostName } from './addresses/host-name.ts';
import { hostNames } from './addresses/host-names.ts';
import { mailDomains } from './addresses/mail-domains.ts';
import { networks } from './addresses/networks.ts';
import { originPatterns } from './addresses/origin-patterns.ts';
import { origins } from './addresses/origins.ts';
import { passkeyRpId } from './addresses/passkey-rp-id.ts';
import { redirectHosts } from './addresses/redirect-hosts.ts';
import { sender } from './addresses/sender.ts';
import { optionalServicesAddress } from './addresses/services-address.ts';
import { accentColour } from './values/accent-colour.ts';
import { attestationRoots } from './values/attestation-roots.ts';
import { certificateAuthorities } from './values/certificate-authorities.ts';
import { claimProfile } from './values/claim-profile.ts';
import { cookieName } from './values/cookie-name.ts';
import { day } from './values/day.ts';
import { duration, lifetime } from './values/duration.ts';
import { idleLimit } from './values/idle-limit.ts';
import { issuerAddress } from './values/issuer-address.ts';
import { optionalLogo } from './values/logo.ts';
import { openidScopes } from './values/openid-scopes.ts';
import { percentage } from './values/percentage.ts';
import { registrationIdPattern } from './values/registration-id-pattern.ts';
import { secretKeys } from './values/secret-keys.ts';
import { sentences } from './values/sentences.ts';
import { readSigningKeys } from './values/signing-keys.ts';
import {
  baseUrl,
  choice,
  count,
  custom,
  dictionary,
  flag,
  list,
  listOf,
  names,
  number,
  oneOf,
  optional,
  optionalChoice,
  optionalCustom,
  optionalEmail,
  optionalUrl,
  patterns,
  rate,
  ratePair,
  required,
  requiredBaseUrl,
  requiredUrl,
  text,
} from './values/variable.ts';

/** The environment of the application, which error reports also carry. */
export const ENVIRONMENTS = ['dev', 'staging', 'preprod', 'prod', 'feature', 'demo'] as const;

const SECRET_FOR_DEVELOPMENT = 'ThisIsAnExampleKeyForDevPurposeOnly';

/**
 * Asymmetric ones: with a shared secret, a person who knows our credentials could forge the authorization server's
 * answers.
 */
const SIGNATURE_ALGORITHMS = [
  ...['RS', 'PS', 'ES'].flatMap((family) => [256, 384, 512].map((size) => `${family}${size}`)),
  'EdDSA',
  'Ed25519',
];

/** The session cookie where nobody names it: browsers take this name from our own host only, over HTTPS. */
export const HOST_BOUND_SESSION = '__Host-sessionid';

const OVER_HTTP = 'over http nobody can sign in, and whoever listens reads our client secret';

const SEE_AUTHORIZATION_ENDPOINT = {
  description: 'See OIDC_OP_AUTHORIZATION_ENDPOINT',
  otherwise: 'the issuer is asked',
  httpsElsewhere: OVER_HTTP,
};

const PRIVATE_KEY = {
  description:
    'Private key that opens encrypted introspection answers, in PEM or as a JWK, RSA or EC; its public half is at /api/v1.0/jwks',
  secret: true,
};
const MORE_PRIVATE_KEYS = {
  description:
    'More of them while one takes the place of another: PEM after PEM, a list of JWKs or a JWK Set',
  secret: true,
};

const PROVIDER_KEY = {
  description:
    'Private RSA key, in PEM, that signs id tokens of our OpenID provider; its public half is at /o/.well-known/jwks.json',
  secret: true,
};
const PROVIDER_KEYS = {
  description:
    'More of them, RSA or on the curve P-256: PEM after PEM, a list of JWKs or a JWK Set. Of each kind the first signs, after the one above; the others are published, so that a new key is known before it signs',
  secret: true,
};

/** Every environment variable, in the order of `.env.example` (contract/rest-api.md 6). */
export const environmentSchema = z.object({
  REGIE_ENV: z.enum(ENVIRONMENTS, `must be one of ${ENVIRONMENTS.join(', ')}`),
  PORT: count(8071, [0, 65_535], { description: 'Port of the application' }),
  LISTEN_ADDRESS: text('0.0.0.0', {
    description: 'Address the application listens on',
    development: '127.0.0.1',
  }),
  METRICS_PORT: count(0, [0, 65_535], {
    description:
      'Port that answers GET /metrics for Prometheus, which no proxy may lead to: whoever reaches it may read it; 0: none',
  }),
  METRICS_ADDRESS: optional({
    description: 'Address that the metrics listen on',
    otherwise: 'that of the application, LISTEN_ADDRESS',
  }),
  SHUTDOWN_DELAY: number(0, [0, 300], {
    description:
      'Seconds for which a process that is to end answers everything but the probes, which fail, so that those in front send it nothing more',
  }),
  HTTP_HEADERS_TIMEOUT: number(15, [1, 300], {
    description: 'Seconds that a request may take from its first byte to the end of its headers',
  }),
  HTTP_REQUEST_TIMEOUT: number(60, [1, 3600], {
    description: 'Seconds that a request may take from its first byte to the end of its body',
  }),
  HTTP_KEEP_ALIVE_TIMEOUT: number(75, [1, 3600], {
    description:
      'Seconds for which a connection may stay idle; longer than the proxy in front keeps it, or that would use closed ones',
  }),
  HTTP_MAX_HEADER_SIZE: count(16_384, [4096, 131_072], {
    description: 'Bytes that the headers of a request may have, all together',
  }),
  SECURE_HSTS_SECONDS: optionalCustom(
    {
      description:
        'Seconds for which browsers that came by HTTPS use nothing else for our host (Strict-Transport-Security); 0: not said',
      otherwise: 'a year with REGIE_ENV=prod, a minute anywhere else but in dev, where it is not said',
    },
    (written) => {
      const seconds = Number(written);
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > 63_072_000)
        throw new Error('must be a whole number of seconds, at most 63072000 (two years)');
      return seconds;
    },
  ),
  SECURE_HSTS_INCLUDE_SUBDOMAINS: flag(false, {
    description: 'It is said for all hosts below ours as well, whoever runs them',
  }),
  SECURE_HSTS_PRELOAD: flag(false, {
    description:
      'Browsers may know it before anybody comes, which takes months to take back; needs the one above',
  }),
  TRUSTED_PROXIES: count(1, [0, 20], {
    description:
      'How many proxies of yours requests pass; who the client is and whether it came by HTTPS is what the outermost of them saw (X-Forwarded-For, X-Forwarded-Proto); 0: neither is believed',
    development: '0',
  }),
  REGIE_SECRET_KEY: required({
    description: 'Key of what is encrypted at rest; at least 32 characters, the same for all processes',
    development: `${SECRET_FOR_DEVELOPMENT}-secret-key`,
    aliases: ['DJANGO_SECRET_KEY'],
    secret: true,
  }),
  REGIE_SECRET_KEY_FALLBACKS: secretKeys({
    description:
      'Former keys, separated by commas: what they encrypted is still read, and `regie seal-anew` encrypts it under the present one',
    aliases: ['DJANGO_SECRET_KEY_FALLBACKS'],
    secret: true,
  }),
  REGIE_PUBLIC_URL: requiredBaseUrl({
    description: 'Public address of this application, as registered at the identity provider',
    development: 'http://localhost:8071',
    httpsElsewhere: 'requests over http are sent to https, and browsers send our cookies over https only',
  }),
  PEOPLE_BASE_URL: requiredBaseUrl({
    description:
      'Where mails link to, without a final slash: the console, …/console, or the address of another web client',
    development: 'http://localhost:8071/console',
  }),

  DATABASE_URL: databaseAddress({
    description: 'PostgreSQL, as postgres://user:password@host:port/name',
    otherwise: 'it is made of the next five, and anywhere but in dev DB_HOST is required',
    secret: true,
  }),
  DATABASE_SESSION_URL: databaseAddress({
    description:
      'PostgreSQL again, by an address that keeps sessions, for locks and waking, where DATABASE_URL leads through a pooler in transaction mode (PgBouncer 1.21 or later, with max_prepared_statements)',
    otherwise: 'DATABASE_URL keeps sessions itself',
    secret: true,
  }),
  DB_HOST: databaseHost('localhost', {
    description:
      'Machine of the database, or folder of its socket; used with the other DB_… variables when DATABASE_URL is not set, and required then anywhere but in dev',
  }),
  DB_PORT: count(5432, [1, 65_535], { description: 'Port of the database' }),
  DB_NAME: text('people', { description: 'Name of the database' }),
  DB_USER: text('dinum', { description: 'User of the database' }),
  DB_PASSWORD: optional({ description: 'Password of that user', secret: true }),
  DATABASE_POOL_SIZE: count(20, [4, 1000], {
    description:
      'Most connections one process opens, besides one that tells that its jobs are its own, and ten to DATABASE_SESSION_URL if that is set',
  }),
  DATABASE_CONNECT_TIMEOUT: number(4, [0.1, 60], {
    description: 'How long a request or a job waits for a connection to the database, in seconds',
  }),
  DATABASE_STATEMENT_TIMEOUT: number(5, [0.1, 3600], {
    description:
      'How long a statement of a request or a job may take before the database cancels it, in seconds; half a second later the database counts as silent',
  }),
  WARM_UP_SECONDS: number(2, [0, 30], {
    description:
      'How long a process may answer requests of its own before it listens, so that the first of others are as fast as later ones; 0 to listen at once',
    development: '0',
  }),
  JOB_CONCURRENCY: count(8, [0, 200], {
    description:
      'Background jobs one process runs at the same time; 0 for a process that only answers requests',
  }),

  DJANGO_ALLOWED_HOSTS: allowedHosts({
    description:
      'Host names the application answers to, besides that of REGIE_PUBLIC_URL; `.example.fr` for all sub-domains, `*` for any',
    otherwise: 'that one alone',
    development: '*',
  }),
  DJANGO_CSRF_TRUSTED_ORIGINS: originPatterns({
    description: 'Full origins of pages that may send changes; `https://*.example.fr` for all sub-domains',
    development: 'http://localhost:3000,http://localhost:8071,http://localhost:8072',
  }),
  DJANGO_CORS_ALLOWED_ORIGINS: origins({
    description: 'Full origins of pages that may read answers',
    development: 'http://localhost:3000',
  }),
  DJANGO_CORS_ALLOWED_ORIGIN_REGEXES: patterns({ description: 'The same as regular expressions' }),
  DJANGO_CORS_ALLOW_ALL_ORIGINS: flag(false, { description: 'Any page may read answers' }),
  SESSION_COOKIE_NAME: cookieName(HOST_BOUND_SESSION, {
    description:
      'Name of the session cookie; with the usual one, which no other host can set, sessions begun as sessionid go on until they end',
    development: 'people_sessionid',
  }),
  SESSION_IDLE_MINUTES: idleLimit({
    description:
      'Minutes without a request after which a session ends, 10 to 720, at most five of them sooner; 0: it ends after its twelve hours only',
  }),
  DJANGO_USE_SWAGGER: flag(false, {
    description: 'Serve the API description at /api/v1.0/swagger.json',
    development: 'true',
  }),
  BURST_THROTTLE_RATES: rate('20/minute', {
    description: 'Requests one person may make in a short time, as a number per second, minute, hour or day',
    development: '200/minute',
  }),
  SUSTAINED_THROTTLE_RATES: rate('150/hour', {
    description: 'Requests one person may make over a longer time',
    development: '200/hour',
  }),
  WRITE_THROTTLE_RATES: ratePair('600/minute,10000/hour', {
    description:
      'Changes one person may ask for in a short time, and over a longer one, wherever the two rates above do not count',
  }),
  MAX_LOGIN_ATTEMPTS: count(5, [1, 100], {
    description:
      'Wrong passwords in a row after which nobody signs in at the address of a mailbox, but for browsers where its owner has before',
  }),
  ACCOUNT_LOCKOUT_TIME: count(300, [1, 86_400], {
    description: 'For how many seconds after the last wrong password',
  }),
  LOGIN_FAILURES_PER_SOURCE: rate('100/hour', {
    description:
      'Failed sign-ins with mailboxes that one network address (of IPv6: its first 64 bits) may cause, whichever mailboxes they are',
  }),
  CONTACTS_PER_OWNER_MAX: count(STORED_BOUNDS.contacts_of_owner.max, [1, 100_000], {
    description: 'Contacts one person may have, their profile included; what is more already stays',
  }),
  TEAMS_PER_OWNER_MAX: count(STORED_BOUNDS.teams_of_owner.max, [1, 100_000], {
    description: 'Teams one person may own before they can create no more',
  }),
  PENDING_MAIL_DOMAINS_MAX: count(STORED_BOUNDS.pending_domains_of_organization.max, [1, 100_000], {
    description:
      'Mail domains that the people of one organization may have waiting for right DNS before they can create no more',
  }),
  PENDING_MAIL_DOMAINS_END_AFTER_DAYS: count(30, [0, 3650], {
    description:
      'Days after which a mail domain that never had right DNS and has no mailbox or alias ends, a week after its owners were told at the earliest; 0: never',
  }),
  INVITE_ACROSS_ORGANIZATIONS: choice(INVITE_ACROSS_ORGANIZATIONS, 'direct', {
    description:
      'How people of another organization get an access to a team or a mail domain: direct, at once, or accept, by an invitation, with the same answer as for an address without account',
  }),
  CRISP_WEBSITE_ID: optional({ description: 'Support chat of the web client' }),
  LANGUAGE_CODE: choice(LANGUAGES, 'en-us', { description: 'Language of those who did not choose one' }),

  PAGES_NAME: text(USUAL_NAME, {
    description: 'Name that people know this service by, above each page of ours and in its title',
  }),
  PAGES_ACCENT_COLOR: accentColour(USUAL_ACCENT, {
    description:
      'Colour of buttons and links on pages, as #000091; dark enough to be read on white, the dark theme has a lighter one of it',
  }),
  PAGES_LOGO: optionalLogo({
    description:
      'Picture before the name: its https address, from which browsers then load it, or the picture itself as data:image/svg+xml;base64,…',
    otherwise: 'the name stands alone',
  }),
  PAGES_HELP_URL: optionalUrl({ description: 'Page for those who need help, linked at the end of pages' }),
  PAGES_LEGAL_URL: optionalUrl({ description: 'Legal notice, linked there' }),
  PAGES_ACCESSIBILITY_URL: optionalUrl({
    description: 'Accessibility declaration, linked there',
    otherwise: 'our own statement, /console/accessibility, which the settings below fill in',
  }),
  PAGES_ACCESSIBILITY: choice(CONFORMITIES, 'not_compliant', {
    description: 'What that declaration says of the conformity of pages (RGAA), in the words of the link',
  }),
  PAGES_ACCESSIBILITY_PUBLISHER: optional({
    description: 'Who answers for the statement: the administration that offers this service',
    otherwise: 'the statement names the service alone',
  }),
  PAGES_ACCESSIBILITY_DATE: optionalCustom(
    { description: 'Day of the statement, as YYYY-MM-DD', otherwise: 'the statement has no date' },
    day,
  ),
  PAGES_ACCESSIBILITY_RATE: optionalCustom(
    {
      description: 'Percentage of the criteria of the RGAA that an audit found met',
      otherwise: 'the statement says that there was no audit',
    },
    percentage,
  ),
  PAGES_ACCESSIBILITY_GAPS_FR: sentences({
    description: 'What is not accessible, in French: sentences separated by |',
    otherwise: 'the statement lists nothing',
  }),
  PAGES_ACCESSIBILITY_GAPS_EN: sentences({ description: 'The same in English' }),
  PAGES_ACCESSIBILITY_CONTACT: optionalContact({
    description: 'Whom to tell of what cannot be used: an e-mail address, or the https address of a form',
    otherwise: 'the statement leads to PAGES_HELP_URL',
  }),
  PAGES_ACCESSIBILITY_PLAN_URL: optionalUrl({ description: 'Plan for accessibility over several years' }),
  CONSOLE_THEME: choice(CONSOLE_THEMES, 'default', {
    description:
      'Look of the console: default, white label; dsfr, reserved to services of the State; or anct',
  }),
  CONSOLE_SIGN_IN_BUTTON: choice(SIGN_IN_BUTTONS, 'proconnect', {
    description:
      'What leads to the identity provider: proconnect, the button that ProConnect wants for itself; or plain',
  }),
  CONSOLE_SERVICES_URL: optionalServicesAddress({
    description:
      'Address of the list of services of La Suite, as JSON ({"services": [{"name", "url"}]}), which the menu of services in the header then shows; it has to allow our origin (CORS)',
    otherwise: 'there is no such menu, and browsers ask no foreign address',
  }),
  CONSOLE_FOLDER: optional({
    description: 'Folder of the built console',
    otherwise: 'that of the build, dist/console',
  }),

  LOGGING_LEVEL_LOGGERS_ROOT: choice(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], 'INFO', {
    description: 'Least severe log line written',
  }),
  SENTRY_DSN: errorTrackerAddress({ description: 'Where errors are reported', secret: true }),

  FEATURE_TEAMS_DISPLAY: flag(true, { description: 'Show teams' }),
  FEATURE_TEAMS_CREATE: flag(true, { description: 'Let people create teams' }),
  FEATURE_CONTACTS_DISPLAY: flag(true, { description: 'Show contacts' }),
  FEATURE_CONTACTS_CREATE: flag(true, { description: 'Let people create contacts' }),
  FEATURE_MAILBOXES_CREATE: flag(true, { description: 'Let people create mailboxes' }),

  OIDC_OP_URL: requiredBaseUrl({
    description: 'Issuer of the identity provider, exactly as it names itself',
    development: 'http://localhost:8083',
    httpsElsewhere: OVER_HTTP,
  }),
  OIDC_OP_AUTHORIZATION_ENDPOINT: optionalUrl({
    description: 'With the next three: endpoints to use instead of those the issuer announces',
    otherwise: 'the issuer is asked',
    httpsElsewhere: OVER_HTTP,
  }),
  OIDC_OP_TOKEN_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_USER_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_JWKS_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_LOGOUT_ENDPOINT: optionalUrl({
    description: 'Sign-out page of the identity provider, used with the four endpoints above',
    otherwise: 'the issuer is asked, unless those are given',
    httpsElsewhere: OVER_HTTP,
  }),
  OIDC_RP_CLIENT_ID: text('people', { description: 'Our client id there' }),
  OIDC_RP_CLIENT_SECRET: required({
    description: 'Our client secret there',
    development: SECRET_FOR_DEVELOPMENT,
    secret: true,
  }),
  OIDC_CLIENT_AUTH_METHOD: choice(['auto', ...CLIENT_AUTHENTICATION_METHODS], 'auto', {
    description:
      'How our client secrets are sent: client_secret_post, client_secret_basic, or auto: posted unless the metadata of the provider lists basic and not post',
  }),
  OIDC_TOKEN_USE_BASIC_AUTH: flag(false, {
    description: 'As OIDC_CLIENT_AUTH_METHOD=client_secret_basic, under the name that the reference knows',
  }),
  OIDC_RP_SIGN_ALGO: oneOf(SIGNING_ALGORITHMS, 'RS256', {
    description: 'Algorithm of its id tokens and logout tokens; no other is taken',
  }),
  OIDC_USERINFO_SIGN_ALGO: listOf(SIGNING_ALGORITHMS, SIGNING_ALGORITHMS, {
    description:
      'Algorithms of its userinfo where that is signed, separated by commas; where it is encrypted, the private keys below open it',
  }),
  OIDC_RP_SCOPES: openidScopes('openid email', {
    description: 'Scopes asked for, separated by spaces, openid among them',
    development: 'openid email profile siret',
  }),
  OIDC_RP_STAFF_ACR_VALUES: names([], {
    description:
      'Levels (acr), separated by commas, of which staff and superusers must present one when they sign in: eidas2,eidas3',
  }),
  OIDC_RP_ADMINISTRATORS_ACR_VALUES: names([], {
    description: 'The same for whoever administers a mail domain or an organization',
  }),
  OIDC_AUTH_REQUEST_EXTRA_PARAMS: dictionary({
    description: 'More parameters of the authorization request, as JSON: {"acr_values": "eidas1"}',
  }),
  OIDC_TIMEOUT: number(10, [0.1, 120], { description: 'Seconds to wait for the identity provider' }),
  OIDC_PROXY: optionalUrl({
    description:
      'Proxy to the identity provider, for sign-in and introspection: http://user:password@proxy.example.fr:3128',
    secret: true,
  }),
  OIDC_VERIFY_SSL: flag(true, {
    description: 'Verify certificates of the identity provider; never turn it off in production',
  }),
  OIDC_CREATE_USER: flag(true, {
    description: 'Create accounts for people seen for the first time',
    aliases: ['DJANGO_OIDC_CREATE_USER'],
  }),
  OIDC_FALLBACK_TO_EMAIL_FOR_IDENTIFICATION: flag(true, {
    description: 'Recognize people whose sub is unknown by their e-mail address',
  }),
  OIDC_EMAIL_VERIFIED_REQUIRED: flag(false, {
    description: 'Count an e-mail address as unverified when the claim email_verified is absent, too',
  }),
  OIDC_USERINFO_FULLNAME_FIELDS: names(['first_name', 'last_name'], {
    description: 'Claims that make the full name',
    aliases: ['USER_OIDC_FIELDS_TO_FULLNAME'],
  }),
  OIDC_USERINFO_ESSENTIAL_CLAIMS: names([], { description: 'Claims without which a sign-in is refused' }),
  OIDC_ORGANIZATION_REGISTRATION_ID_FIELD: optional({
    description: 'Claim that holds the registration id of the organization',
    development: 'siret',
  }),
  ORGANIZATION_CLAIMS_EMAIL: optionalEmail({
    description: 'Address notified when a member asks to administer an organization; staff decide',
  }),
  ORGANIZATION_REGISTRATION_ID_VALIDATORS: registrationIdPattern({
    description:
      'JSON list of {"NAME": "…RegexValidator", "OPTIONS": {"regex": "^[0-9]{14}$"}}; only that one',
  }),
  ORGANIZATION_REGISTRATION_ID_CHECKSUM: flag(false, {
    description:
      'At sign-in, a SIRET or SIREN whose check digits are wrong counts as none; staff can never type one',
  }),
  SHARED_MAIL_DOMAINS: mailDomains({
    description:
      'More domains where anybody gets an address, subdomains included, besides those known (gmail.com, orange.fr…): they make and match no organization',
  }),
  SHARED_MAIL_DOMAINS_EXCEPT: mailDomains({
    description: 'Domains among those known, or below one, that do belong to one organization',
  }),
  LOGIN_REDIRECT_URL: requiredUrl({
    description: 'Where people go after signing in',
    development: 'http://localhost:8071/console/',
  }),
  LOGIN_REDIRECT_URL_FAILURE: requiredUrl({
    description: 'Where people go after a sign-in that failed',
    development: 'http://localhost:8071/console/refused',
  }),
  LOGOUT_REDIRECT_URL: requiredUrl({
    description: 'Where people go after signing out',
    development: 'http://localhost:8071/console/signed-out',
  }),
  OIDC_REDIRECT_ALLOWED_HOSTS: redirectHosts({
    description: 'Hosts, with their ports, a sign-in may lead to with ?next=',
    development: 'localhost:3000,localhost:8072',
  }),
  OIDC_REDIRECT_REQUIRE_HTTPS: flag(false, { description: 'Such pages must use HTTPS' }),
  ALLOW_LOGOUT_GET_METHOD: flag(true, { description: 'Sign out on GET: the shipped web client does' }),

  OIDC_CLIENT_API_BEARER: flag(false, {
    description: 'Accept access tokens of the clients below on the client API, besides sessions',
  }),
  OIDC_CLIENT_API_BEARER_CLIENTS: names([], { description: 'Their client ids; ours always counts' }),
  OIDC_OP_INTROSPECTION_ENDPOINT: optionalUrl({
    description: 'Where access tokens are asked about',
    otherwise: 'the issuer is asked',
    httpsElsewhere: 'over http whoever listens reads access tokens and our client secret',
  }),
  OIDC_RS_CLIENT_ID: optional({
    description:
      'Our client id when we ask about access tokens; without it we are no resource server, and ask as OIDC_RP_CLIENT_ID',
    development: 'people',
  }),
  OIDC_RS_CLIENT_SECRET: optional({
    description: 'Our client secret then',
    otherwise: 'that of OIDC_RP_CLIENT_SECRET',
    secret: true,
  }),
  OIDC_RS_BACKEND_CLASS: text('', {
    description:
      'The class of the reference; one with JWT in its name is as OIDC_RS_INTROSPECTION_FORMAT=jwt, others mean nothing',
  }),
  OIDC_RS_INTROSPECTION_FORMAT: optionalChoice(['auto', 'json', 'jwt'], {
    description: 'Answers taken: json (RFC 7662), jwt (RFC 9701, encrypted or not) or auto: whichever comes',
    otherwise: 'auto, or jwt where OIDC_RS_BACKEND_CLASS says so',
  }),
  OIDC_RS_SIGNING_ALGO: listOf(SIGNATURE_ALGORITHMS, ['ES256'], {
    description: 'Algorithms of their signatures, separated by commas; no other is taken',
    development: 'ES256,RS256',
  }),
  OIDC_RS_PRIVATE_KEY_STR: custom('', PRIVATE_KEY, readPrivateKeys),
  OIDC_RS_PRIVATE_KEYS: custom('', MORE_PRIVATE_KEYS, readPrivateKeys),
  OIDC_RS_ENCRYPTION_KEY_TYPE: listOf(['RSA', 'EC', 'OKP'], [], {
    description: 'Types of the private keys, to have a wrong key refused at start',
    otherwise: 'any type is taken',
  }),
  OIDC_RS_ENCRYPTION_ALGO: listOf(KEY_MANAGEMENT_ALGORITHMS, ['RSA-OAEP'], {
    description: 'Algorithms of key management of encrypted answers, separated by commas; no other is taken',
  }),
  OIDC_RS_ENCRYPTION_ENCODING: listOf(CONTENT_ENCRYPTIONS, ['A256GCM'], {
    description: 'Their algorithms of content encryption, separated by commas; no other is taken',
  }),
  OIDC_RS_INTROSPECTION_TIMEOUT: number(3, [0.1, 120], {
    description: 'Seconds to wait when a token is asked about, at most OIDC_TIMEOUT',
  }),
  OIDC_RS_INTROSPECTION_CACHE_TTL: number(0, [0, 300], {
    description:
      'Seconds for which an active token is remembered; until then a revocation that the provider does not announce is not noticed',
  }),
  ACCOUNT_SERVICE_SCOPES: names(ACCOUNT_SERVICE_SCOPE_NAMES, {
    description: 'What API keys may be good for; a scope that is taken away from here opens nothing any more',
  }),
  OIDC_RS_SCOPES: names(['groups'], {
    description:
      'Scopes, separated by commas, of which an access token must have at least one to call the resource server',
  }),
  OIDC_RS_AUDIENCE_CLAIM: choice(['client_id', 'aud'], 'client_id', {
    description:
      'Member of an introspection answer that names the client a token was issued to; aud only for servers that put it there (Keycloak does not)',
  }),

  OAUTH2_PROVIDER_OIDC_ENABLED: flag(false, {
    description:
      'Let owners of mailboxes sign in to other services: an OpenID provider below /o, with pages of its own',
  }),
  OIDC_PROVIDER_ISSUER: optionalCustom(
    {
      description:
        'Address of that provider, as its clients have it registered: with a path and no final slash',
      otherwise: 'REGIE_PUBLIC_URL with /o',
      httpsElsewhere: 'over http whoever listens reads passwords, codes and tokens',
    },
    issuerAddress,
  ),
  OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY: custom('', PROVIDER_KEY, readSigningKeys),
  OIDC_PROVIDER_SIGNING_KEYS: custom('', PROVIDER_KEYS, readSigningKeys),
  OAUTH2_PROVIDER_VALIDATOR_CLASS: custom(
    'base',
    {
      description:
        'Claims that clients are given: base, or proconnect with names, SIRET and uid; the two classes of the reference mean the same',
    },
    claimProfile,
  ),
  OIDC_PROVIDER_LOGIN_URL: optionalUrl({
    description:
      'Page of another application where people sign in by POST /api/v1.0/login/, and which returns to ?next=',
    otherwise: 'people sign in at our own page',
  }),
  OIDC_PROVIDER_PASSKEY_RP_ID: optionalCustom(
    {
      description:
        'Name that passkeys belong to: the host of the issuer, or a domain above it, below which the issuer may move without passkeys being lost. Passkeys of one name are of no use under another',
      otherwise: 'the host of the issuer',
    },
    passkeyRpId,
  ),
  OIDC_PROVIDER_ATTESTATION_ROOTS: custom(
    '',
    {
      description:
        'Certificates of makers, in PEM, or the path of a file with them, whose word is taken that a key cannot leave its device: sign-ins with such keys are eidas3',
      otherwise: 'no sign-in is',
    },
    attestationRoots,
  ),
  OIDC_PROVIDER_SECOND_FACTOR_REQUIRED_FROM: optionalCustom(
    {
      description:
        'Day, YYYY-MM-DD, from which owners of mailboxes need a second factor to sign in, in every domain; they are told 30, 7 and 1 days before. ProConnect requires one from 2027-02-28 on',
      otherwise: 'each domain decides for itself',
    },
    day,
  ),
  OIDC_PROVIDER_ALLOWED_NETWORKS: networks({
    description:
      'Loopback, link-local and private networks in which clients may be told of sign-outs: 10.1.0.0/16,fd00:1::/64',
  }),
  OIDC_PROVIDER_REFRESH_TOKEN_LIFETIME: lifetime('30 days', 365, {
    description:
      'How long after a sign-in a service may renew its tokens, however often it does: 30 days, 12 hours',
  }),
  OIDC_PROVIDER_PASSWORD_INVITATION_LIFETIME: lifetime('7 days', 90, {
    description:
      'How long the link of a mail can be used that invites the owner of a mailbox to choose a password',
  }),
  OIDC_PROVIDER_PASSWORD_RESET_LIFETIME: lifetime('1 hour', 7, {
    description: 'How long the link of a mail for a forgotten password can be used',
  }),
  OIDC_PROVIDER_PASSWORD_HANDOVER_LIFETIME: lifetime('3 days', 30, {
    description:
      'How long a link can be used that an administrator passes on, for an owner without secondary address',
  }),

  MAIL_PROVISIONING_SYSTEM: choice(
    Object.keys(PROVISIONING_SYSTEMS) as [ProvisioningSystemName],
    USUAL_PROVISIONING_SYSTEM,
    { description: 'System that runs mail domains; the variables of others are not read' },
  ),
  ...PROVISIONING_VARIABLES,
  MAIL_PROVISIONING_WAIT: number(2, [0, 30], {
    description: 'Seconds a request waits for its provisioning job before it answers `pending`',
  }),
  MAIL_CHECK_DOMAIN_INTERVAL: number(10, [0, 3600], {
    description: 'Smallest number of seconds between two checks of domains sent to dimail, by all processes',
  }),
  WEBMAIL_URL: requiredBaseUrl({ description: 'Host of login links', development: 'http://localhost:8002' }),
  SEND_MAILBOX_PASSWORD: flag(false, { description: 'Also mail first passwords' }),
  MAIL_LINKS: choice(['page', 'direct'], 'page', {
    description:
      'page: login links and passwords in mails lead to a page of ours, where a click opens the webmail or shows the password once; direct: the link in the mail opens the webmail and passwords stand in the mail, as in La Régie',
  }),

  PASSWORD_MINIMAL_STRENGTH: count(3, [0, 4], {
    description:
      'Least strength of the passwords that they choose, as zxcvbn counts it; 3 withstands a hundred million guesses',
  }),

  DJANGO_EMAIL_HOST: hostName({ description: 'Mail server', development: 'localhost' }),
  DJANGO_EMAIL_PORT: count(25, [1, 65_535], { description: 'Its port', development: '1025' }),
  DJANGO_EMAIL_HOST_USER: optional({ description: 'User there' }),
  DJANGO_EMAIL_HOST_PASSWORD: optional({ description: 'Password of that user', secret: true }),
  DJANGO_EMAIL_USE_TLS: flag(false, { description: 'STARTTLS' }),
  DJANGO_EMAIL_USE_SSL: flag(false, { description: 'TLS from the start' }),
  DJANGO_EMAIL_FROM: sender({
    description: 'Sender of every mail: an address, or a name and one as in La Régie <no-reply@regie.fr>',
    development: 'from@example.com',
  }),
  DJANGO_EMAIL_CA_CERTIFICATES: certificateAuthorities({
    description:
      'Certificate authorities of the mail server besides the usual ones: PEM, or the path of such a file',
  }),
  DJANGO_EMAIL_EHLO_NAME: optionalEhloName({
    description: 'Full host name under which the mail server is greeted (EHLO)',
    otherwise: 'that of REGIE_PUBLIC_URL if it has a dot',
  }),
  MAIL_KEPT_FOR: duration('7 days', 90 * 86_400, {
    description:
      'How long the content of a mail is kept, sealed, that was refused or given up, for staff to send it again: 7 days, 36 hours',
  }),

  WEBHOOK_TIMEOUT: number(3, [0.1, 60], { description: 'Seconds to wait for each answer of a team webhook' }),
  WEBHOOK_MAX_AGE: number(259_200, [0, 2_592_000], {
    description: 'Seconds during which a delivery to a webhook that does not answer is tried again',
  }),
  WEBHOOK_LOG_RETENTION_DAYS: count(90, [1, 3650], {
    description: 'Days during which the log of a team webhook keeps what was delivered or given up',
  }),
  WEBHOOK_CA_CERTIFICATES: certificateAuthorities({
    description:
      'Certificate authorities of webhooks besides the usual ones: PEM, or the path of such a file',
  }),
  WEBHOOK_ALLOWED_NETWORKS: networks({
    description: 'Loopback, link-local and private networks that webhooks may be in: 10.1.0.0/16,fd00:1::/64',
  }),
  WEBHOOK_ALLOW_PLAIN_HTTP: flag(false, {
    description: 'Allow webhooks without encryption, secrets included',
  }),
  MATRIX_BASE_HOME_SERVER: baseUrl('https://matrix.agent.dinum.tchap.gouv.fr', {
    description: 'Matrix server whose directory finds people by their e-mail address',
  }),
  MATRIX_BOT_ACCESS_TOKEN: optional({
    description: 'Token of the bot that enters the rooms of webhooks on the hosts below',
    secret: true,
  }),
  MATRIX_BOT_HOSTS: hostNames(['tchap.gouv.fr'], {
    description: 'The only hosts, with their sub-domains, that are shown that token, over HTTPS',
  }),

  ORGANIZATION_METADATA_SCHEMA: optional({
    description:
      'JSON schema, draft 7, that the metadata of organizations follow: a path, or fr/organization_metadata.json',
  }),
  INSTALLED_PLUGINS: list([], {
    description: 'Plugins: names of those shipped (plugins.la_suite), or modules of your own',
    development: 'plugins.la_suite',
  }),
  ORGANIZATION_DIRECTORY_URL: baseUrl('https://recherche-entreprises.api.gouv.fr', {
    description: 'API that names organizations by SIRET',
    development: 'http://localhost:8085',
  }),
  ORGANIZATION_DIRECTORY_REQUESTS_PER_SECOND: number(5, [1, 30], {
    description: 'Requests all processes together send there in a second',
  }),
  SIRET_REQUIRE_VALID: flag(false, { description: 'Look up only SIRETs whose check digits are right' }),
});

export type Environment = z.output<typeof environmentSchema>;
