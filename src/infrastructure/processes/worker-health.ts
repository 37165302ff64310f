import type { HealthStatus } from '../../application/shared/health-check.ts';

/** How long no process may carry out jobs before that is an error, in ms. */
const PATIENCE_MS = 60_000;

/**
 * How it stands with the processes that carry out jobs, for those that answer probes: as they say, or, while there is none,
 * a warning that becomes an error.
 *
 * @param missingForMs for how long none has run
 */
export function workerHealth(said: readonly HealthStatus[], missingForMs: number): HealthStatus {
  if (said.length === 0) return missingForMs > PATIENCE_MS ? 'error' : 'warning';
  if (said.includes('error')) return 'error';
  return said.includes('warning') ? 'warning' : 'ok';
}
