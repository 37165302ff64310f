import type { Settings } from './settings.ts';

type Watched = Pick<
  Settings,
  | 'isDevelopment'
  | 'identityProvider'
  | 'introspection'
  | 'allowedHosts'
  | 'cors'
  | 'secretKey'
  | 'mailProvisioning'
  | 'strictTransport'
  | 'webhooks'
>;

/** The origin of a page that nobody means to allow. */
const ANY_PAGE = 'https://anybody.invalid';

/** A random key has more different characters, even in hexadecimal. */
const FEWEST_CHARACTERS = 10;

/** Settings that an installation should not run with for long, in sentences for the log. */
export const riskySettings = (settings: Watched): readonly string[] => [
  ...everywhere(settings),
  ...(settings.isDevelopment ? [] : deployed(settings)),
];

const warnIf = (isRisky: boolean, words: string): readonly string[] => (isRisky ? [words] : []);

const everywhere = ({ identityProvider, introspection }: Watched): readonly string[] => [
  ...warnIf(
    !identityProvider.verifiesCertificates,
    'OIDC_VERIFY_SSL is off: certificates of the identity provider are not verified. Whoever stands between us and it ' +
      'can sign in as anybody, and reads our client secret. Never leave this on in production.',
  ),
  ...warnIf(
    introspection.audienceClaim === 'aud',
    'OIDC_RS_AUDIENCE_CLAIM is aud: most authorization servers, Keycloak and ProConnect among them, name there whom a ' +
      'token is for, which is us, and not the service that calls. Such tokens are refused. Leave it at client_id ' +
      'unless your server puts the calling client, alone, in aud.',
  ),
];

/** What browsers ask of a host before they know it beforehand. */
const canBePreloaded = (header: string): boolean =>
  header.includes('includeSubDomains') && Number(/max-age=(\d+)/.exec(header)?.[1]) >= 31_536_000;

const deployed = (settings: Watched): readonly string[] => [
  ...warnIf(
    settings.strictTransport?.includes('preload') === true && !canBePreloaded(settings.strictTransport),
    'SECURE_HSTS_PRELOAD does nothing: browsers know a host beforehand that says so for a year at least ' +
      '(SECURE_HSTS_SECONDS), and for all hosts below it (SECURE_HSTS_INCLUDE_SUBDOMAINS).',
  ),
  ...warnIf(
    settings.allowedHosts.includes('*'),
    'DJANGO_ALLOWED_HOSTS holds *: requests are answered whatever host they name. List the names of this installation.',
  ),
  ...warnIf(
    settings.cors.allowsAllOrigins,
    'DJANGO_CORS_ALLOW_ALL_ORIGINS is on: any web page reads what its visitors may read here. List the pages in ' +
      'DJANGO_CORS_ALLOWED_ORIGINS.',
  ),
  ...warnIf(
    settings.cors.allowedOriginPatterns.some((pattern) => pattern.test(ANY_PAGE)),
    'DJANGO_CORS_ALLOWED_ORIGIN_REGEXES holds an expression that any web page matches: it reads what its visitors may ' +
      'read here. End it with the domain of this installation.',
  ),
  ...warnIf(
    new Set(settings.secretKey).size < FEWEST_CHARACTERS,
    'REGIE_SECRET_KEY repeats few characters: it can be guessed. Draw one at random: openssl rand -hex 32.',
  ),
  ...settings.mailProvisioning.risks,
  ...warnIf(
    settings.webhooks.urlPolicy.allowsPlainHttp,
    'WEBHOOK_ALLOW_PLAIN_HTTP is on: secrets of webhooks, and who joins which team, can be read on the way.',
  ),
];
