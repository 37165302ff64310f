import express, { type Express, type RequestHandler } from 'express';
import type { Pool } from 'pg';
import {
  databaseHealth,
  givenUpHealth,
  postponedHealth,
  queueHealth,
} from '../adapters/postgres/connection/health.ts';
import { pendingMigrations } from '../adapters/postgres/migration/pending-migrations.ts';
import { unsentMailHealth } from '../adapters/postgres/notification/unsent-mail-health.ts';
import { uuidGenerator } from '../adapters/system/system.ts';
import type { HealthCheck } from '../application/shared/health-check.ts';
import type { Settings } from './config/settings.ts';
import { allowedHosts } from './http/edge/allowed-hosts.ts';
import { cors } from './http/edge/cors.ts';
import { httpsRedirect } from './http/edge/https-redirect.ts';
import { securityHeaders } from './http/edge/security-headers.ts';
import { sendJson } from './http/send-json.ts';
import type { MozlogLogger } from './observability/mozlog-logger.ts';
import { makeProbes } from './observability/probes.ts';
import { type BeginTrace, type EndedRequest, requestSummary } from './observability/request-summary.ts';
import type { VersionInfo } from './observability/version-file.ts';
import type { ProcessRole } from './processes/process-role.ts';

export type EdgeDeps = {
  settings: Settings;
  pool: Pool;
  logger: MozlogLogger;
  summaryLogger: MozlogLogger;
  /** The content of `version.json`, if there is one. */
  build: VersionInfo | undefined;
  /** What this process does. */
  role: ProcessRole;
  /** Health of this process's worker; undefined where it has none. */
  workerHealth: HealthCheck | undefined;
  /** Whether this process is about to end: its probes fail. */
  isEnding: () => boolean;
  /** Whether this installation reaches no other system. */
  isQuarantined: () => boolean;
  /** Called once for each request. */
  onEnd?: ((ended: EndedRequest) => void) | undefined;
  beginTrace?: BeginTrace | undefined;
};

/** Leaves a path alone, where each client of the OpenID provider says which origins may call. */
const exceptBelow =
  (path: string | undefined, handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    path !== undefined && request.path.startsWith(`${path}/`) ? next() : handler(request, response, next);

/** What every process answers, and how it logs and guards that. */
function probing(deps: EdgeDeps): readonly RequestHandler[] {
  const {
    settings,
    pool,
    logger,
    summaryLogger,
    build,
    role,
    workerHealth,
    isEnding,
    isQuarantined,
    onEnd,
    beginTrace,
  } = deps;
  return [
    requestSummary({ logger: summaryLogger, ids: uuidGenerator, onEnd, beginTrace }),
    securityHeaders({ strictTransport: settings.strictTransport }),
    makeProbes({
      checks: {
        database: databaseHealth(pool, () => pendingMigrations({ pool })),
        queue: queueHealth(pool),
        unsent_mails: unsentMailHealth(pool),
        given_up_jobs: givenUpHealth(pool),
        ...postponedHealth(pool),
        quarantine: async () => (isQuarantined() ? 'warning' : 'ok'),
        ...(workerHealth && { worker: workerHealth }),
      },
      logger,
      version: build,
      role: role === 'both' ? undefined : role,
      isEnding,
      isQuarantined,
      details: settings.isDevelopment,
    }),
  ];
}

/** The middleware of every request, before the application. */
export function makeEdgeMiddleware(deps: EdgeDeps): readonly RequestHandler[] {
  const { settings, logger } = deps;
  return [
    ...probing(deps),
    exceptBelow(
      settings.openidProvider && new URL(settings.openidProvider.issuer).pathname,
      cors(settings.cors),
    ),
    allowedHosts(settings.allowedHosts, (host) =>
      logger.warn('request refused: its host is not in DJANGO_ALLOWED_HOSTS', { host }),
    ),
    ...(settings.isDevelopment ? [] : [httpsRedirect]),
  ];
}

/** A process that only carries out jobs: its probes, and nothing else. */
export function makeProbesAlone(deps: EdgeDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.settings.app.trustedProxies);
  for (const handler of probing(deps)) app.use(handler);
  app.use((_request, response) => sendJson(response, 404, { detail: 'This process only carries out jobs.' }));
  return app;
}
