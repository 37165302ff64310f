import type { DestinationStream } from 'pino';
import { ConfigurationError } from './config/read-environment.ts';
import { createLogger } from './observability/mozlog-logger.ts';
import { readRelease } from './release.ts';

/** Parts of a problem of the configuration: the variable, and what is wrong with it. */
const PROBLEM = /^([A-Z][A-Z0-9_]*): (.*)$/s;

/**
 * Writes why the application cannot start as lines of the log, for those who read nothing else: one for each problem of the
 * configuration, or one with the failure and its causes.
 */
export function reportStartFailure(error: unknown, destination: DestinationStream): void {
  const logger = createLogger({ name: 'regie', level: 'error', release: readRelease(), destination });
  if (!(error instanceof ConfigurationError)) {
    logger.error('Cannot start', {}, error);
    return;
  }
  for (const line of error.problems) {
    const [, variable, problem = line] = PROBLEM.exec(line) ?? [];
    logger.error('Cannot start', variable === undefined ? { problem } : { variable, problem });
  }
}
