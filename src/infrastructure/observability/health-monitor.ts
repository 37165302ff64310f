import type { HealthCheck, HealthStatus } from '../../application/shared/health-check.ts';
import type { Logger } from '../../application/shared/logger.ts';

export type HealthReport = {
  /** The worst status of all checks. */
  readonly status: HealthStatus;
  readonly checks: Readonly<Record<string, HealthStatus>>;
};

type Options = {
  readonly checks: Readonly<Record<string, HealthCheck>>;
  /** Logs when the status of a check changes, not at each probe. */
  readonly logger: Logger;
  /** How long a check may take before it counts as `error`. */
  readonly timeoutMs?: number;
  /** How long a report is cached. */
  readonly cacheMs?: number;
};

const GRAVITY: readonly HealthStatus[] = ['ok', 'warning', 'error'];

/**
 * Runs all checks in parallel and reports their results. It runs them once per `cacheMs` for any number of probes, and
 * never restarts a check before it has ended, so that probes cannot overload what is checked.
 */
export function makeHealthMonitor({ checks, logger, timeoutMs = 2_000, cacheMs = 1_000 }: Options) {
  const watched = Object.entries(checks).map(([name, check]) => watch({ name, check, logger, timeoutMs }));
  let latest: Promise<HealthReport> | undefined;
  let freshUntil = 0;
  return (): Promise<HealthReport> => {
    if (latest !== undefined && performance.now() < freshUntil) return latest;
    // Probes that arrive while the checks run share their result.
    freshUntil = Number.POSITIVE_INFINITY;
    latest = Promise.all(watched.map((look) => look())).then((results) => {
      freshUntil = performance.now() + cacheMs;
      return { status: worst(results.map(([, status]) => status)), checks: Object.fromEntries(results) };
    });
    return latest;
  };
}

const worst = (statuses: readonly HealthStatus[]): HealthStatus =>
  GRAVITY.findLast((status) => statuses.includes(status)) ?? 'ok';

type Outcome = { readonly status: HealthStatus; readonly error?: unknown };
type Watched = { name: string; check: HealthCheck; logger: Logger; timeoutMs: number };

function watch({ name, check, logger, timeoutMs }: Watched) {
  let running: Promise<Outcome> | undefined;
  let known: HealthStatus = 'ok';
  return async (): Promise<readonly [string, HealthStatus]> => {
    running ??= outcomeOf(check).finally(() => {
      running = undefined;
    });
    const { status, error } = await within(running, timeoutMs);
    if (status !== known) {
      if (status === 'ok') logger.info('Health check passes again', { check: name });
      else logger.warn('Health check does not pass', { check: name, status }, error);
      known = status;
    }
    return [name, status];
  };
}

const outcomeOf = async (check: HealthCheck): Promise<Outcome> => {
  try {
    return { status: await check() };
  } catch (error) {
    return { status: 'error', error };
  }
};

async function within(running: Promise<Outcome>, timeoutMs: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ status: 'error', error: new Error(`No answer within ${timeoutMs} ms`) });
    }, timeoutMs);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
