import { Router } from 'express';
import type { HealthCheck, HealthStatus } from '../../application/shared/health-check.ts';
import type { Logger } from '../../application/shared/logger.ts';
import { sendJson } from '../http/send-json.ts';
import { type HealthReport, makeHealthMonitor } from './health-monitor.ts';
import type { VersionInfo } from './version-file.ts';

type Options = {
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly logger: Logger;
  /** The content of `version.json`, if there is one. */
  readonly version?: VersionInfo | undefined;
  /** What this process does; not said where it does everything, as the reference's processes do. */
  readonly role?: string | undefined;
  /** Whether this process is about to end, and must get no more requests. */
  readonly isEnding?: () => boolean;
  /** Whether this installation reaches no other system: the heartbeat says so. */
  readonly isQuarantined?: () => boolean;
  /** Development only: show the status of each check. */
  readonly details?: boolean;
  readonly timeoutMs?: number;
  readonly cacheMs?: number;
};

/** The levels of these statuses in the reference's monitoring. */
const LEVELS: Readonly<Record<HealthStatus, number>> = { ok: 0, warning: 30, error: 40 };

/**
 * The probes of load balancers and monitoring: any method, with or without final slash (contract/rest-api.md section
 * 3.1). `__heartbeat__` checks the service's dependencies, `__lbheartbeat__` only that the process answers;
 * `__version__` shows the build.
 */
export function makeProbes({
  details = false,
  version,
  role,
  isEnding = () => false,
  isQuarantined = () => false,
  ...options
}: Options): Router {
  const monitor = makeHealthMonitor(options);
  const ofRole = role === undefined ? {} : { role };
  return Router()
    .use(/^\/__(?:heartbeat|lbheartbeat|version)__\/?$/, (_req, res, next) => {
      res.setHeader('Cache-Control', 'no-store');
      next();
    })
    .all(/^\/__(?:heartbeat|lbheartbeat)__\/?$/, (_req, res, next) => {
      if (!isEnding()) return next();
      sendJson(res, 503, { status: 'ending' });
    })
    .all(/^\/__heartbeat__\/?$/, async (_req, res) => {
      const report = await monitor();
      const told = details ? detailed(report) : { status: report.status };
      sendJson(res, report.status === 'error' ? 500 : 200, {
        ...told,
        ...ofRole,
        ...(isQuarantined() ? { quarantine: true } : {}),
      });
    })
    .all(/^\/__lbheartbeat__\/?$/, (_req, res) => {
      res.setHeader('Content-Length', 0);
      res.end();
    })
    .all(/^\/__version__\/?$/, (_req, res) => {
      if (version !== undefined) return sendJson(res, 200, version);
      res.status(404).type('text/plain').send('version.json not found');
    });
}

const detailed = ({ status, checks }: HealthReport) => ({
  status,
  checks,
  details: Object.fromEntries(
    Object.entries(checks)
      .filter(([, found]) => found !== 'ok')
      .map(([name, found]) => [name, { status: found, level: LEVELS[found] }]),
  ),
});
