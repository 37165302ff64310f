import type { Environment } from './environment-schema.ts';

const YEAR_SECONDS = 31_536_000;

/** The value of `Strict-Transport-Security` (RFC 6797 section 6.1); undefined where it is not sent. */
function strictTransport(env: Environment): string | undefined {
  const usual = { dev: 0, prod: YEAR_SECONDS } as Partial<Record<Environment['REGIE_ENV'], number>>;
  const seconds = env.SECURE_HSTS_SECONDS ?? usual[env.REGIE_ENV] ?? 60;
  if (seconds === 0) return undefined;
  return [
    `max-age=${seconds}`,
    ...(env.SECURE_HSTS_INCLUDE_SUBDOMAINS ? ['includeSubDomains'] : []),
    ...(env.SECURE_HSTS_PRELOAD ? ['preload'] : []),
  ].join('; ');
}

/** The configured hosts and those in our own addresses; any host in development. */
function allowedHosts(env: Environment): readonly string[] {
  const own = [
    env.REGIE_PUBLIC_URL,
    ...(env.OIDC_PROVIDER_ISSUER === undefined ? [] : [env.OIDC_PROVIDER_ISSUER]),
  ];
  return [...new Set([...env.DJANGO_ALLOWED_HOSTS, ...own.map((url) => new URL(url).hostname)])];
}

/** How a process is reached, how it ends, and who may ask it. */
export const servingSettings = (env: Environment) => ({
  port: env.PORT,
  listenAddress: env.LISTEN_ADDRESS,
  /** For how long the probes of a process that is to end fail before it stops answering. */
  shutdownDelayMs: env.SHUTDOWN_DELAY * 1000,
  httpLimits: {
    headersTimeoutMs: env.HTTP_HEADERS_TIMEOUT * 1000,
    requestTimeoutMs: env.HTTP_REQUEST_TIMEOUT * 1000,
    keepAliveTimeoutMs: env.HTTP_KEEP_ALIVE_TIMEOUT * 1000,
    maxHeaderSize: env.HTTP_MAX_HEADER_SIZE,
  },
  strictTransport: strictTransport(env),
  /** Undefined where nothing is measured. */
  metrics:
    env.METRICS_PORT === 0
      ? undefined
      : { port: env.METRICS_PORT, host: env.METRICS_ADDRESS ?? env.LISTEN_ADDRESS },
  allowedHosts: allowedHosts(env),
  cors: {
    allowedOrigins: env.DJANGO_CORS_ALLOWED_ORIGINS,
    allowedOriginPatterns: env.DJANGO_CORS_ALLOWED_ORIGIN_REGEXES,
    allowsAllOrigins: env.DJANGO_CORS_ALLOW_ALL_ORIGINS,
  },
});
