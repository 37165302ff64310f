import type { NodeOptions } from '@sentry/node';
import type { Settings } from './config/settings.ts';
import type { ShutdownStep } from './observability/graceful-shutdown.ts';
import { createLogger, type LogLevel, type MozlogLogger } from './observability/mozlog-logger.ts';
import { startErrorReporting } from './observability/start-error-reporting.ts';
import { readRelease } from './release.ts';

export type LoggingOptions = {
  /** Replaces the network, for tests of error reports. */
  readonly sentryTransport?: NodeOptions['transport'];
  /** Replaces the standard output, for tests of logs. */
  readonly logDestination?: { write(line: string): void };
};

const LOG_LEVELS: Readonly<Record<Settings['logLevel'], LogLevel>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
};

const FLUSH_MS = 2_000;

type Logging = Readonly<{ logger: MozlogLogger; summaryLogger: MozlogLogger; closing: ShutdownStep }>;

/** The logs of a process, whose errors are reported as well, and what sends the last of these. */
export async function startLogging(
  settings: Pick<Settings, 'sentryDsn' | 'environment' | 'logLevel'>,
  options: LoggingOptions = {},
): Promise<Logging> {
  const release = readRelease();
  const reporter = await startErrorReporting({
    dsn: settings.sentryDsn,
    environment: settings.environment,
    release,
    transport: options.sentryTransport,
  });
  const level = LOG_LEVELS[settings.logLevel];
  const destination = options.logDestination === undefined ? {} : { destination: options.logDestination };
  return {
    logger: createLogger({ name: 'regie', level, release, reporter, ...destination }),
    summaryLogger: createLogger({ name: 'request.summary', level, release, reporter, ...destination }),
    closing: {
      name: 'error reports',
      stop: async () => void (await reporter.close(FLUSH_MS)),
      timeoutMs: FLUSH_MS + 500,
    },
  };
}
