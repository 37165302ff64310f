import { hostname } from 'node:os';
import { type DestinationStream, destination as fileDestination, pino } from 'pino';
import type { LogFields, Logger } from '../../application/shared/logger.ts';
import { traceFields } from './current-trace.ts';
import { describeError } from './describe-error.ts';
import type { ErrorReporter } from './error-reporter.ts';
import { currentRequest } from './request-context.ts';
import { scrubValue } from './scrub-value.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The application's logger, with a level that only the infrastructure uses. */
export interface MozlogLogger extends Logger {
  debug(message: string, fields?: LogFields): void;
}

type Options = {
  /** Type of the entries, such as `regie.worker` or `request.summary`. */
  readonly name: string;
  readonly level: LogLevel;
  readonly release: string;
  /** Destination of the lines; by default the standard output, written synchronously so that a crash loses none. */
  readonly destination?: DestinationStream;
  readonly reporter?: ErrorReporter;
};

type Level = Exclude<LogLevel, 'silent'>;

/** Severities of syslog (RFC 5424 section 6.2.1). */
const SEVERITIES: Readonly<Record<string, number>> = { debug: 7, info: 6, warn: 4, error: 3 };

const standardOutput = () => fileDestination({ dest: 1, sync: true });

/**
 * A logger that writes one mozlog line of JSON per entry: `Timestamp` (ns since 1970), `Type`, `Logger`, `Hostname`,
 * `EnvVersion`, `Severity`, `Pid` and `Fields`, where the ids of the current request and trace are added and secrets are redacted.
 * Errors in `error` entries are passed to `reporter`, at every level.
 */
export function createLogger({ name, level, release, destination, reporter }: Options): MozlogLogger {
  const output = pino(
    {
      level,
      base: { Type: name, Logger: 'regie', Hostname: hostname(), EnvVersion: '2.0', Pid: process.pid },
      // Nanoseconds exceed JavaScript's exact integers, so they are written as digits.
      timestamp: () => `,"Timestamp":${Date.now()}000000`,
      formatters: { level: (label) => ({ Severity: SEVERITIES[label] }) },
    },
    destination ?? standardOutput(),
  );

  const write = (at: Level, message: string, fields: LogFields = {}, error?: unknown) => {
    if (!output.isLevelEnabled(at)) return;
    const request = currentRequest();
    const Fields = scrubValue({
      ...(request === undefined ? {} : { rid: request.id }),
      ...traceFields(),
      ...fields,
      ...(error === undefined ? {} : describeError(error)),
      ...(message === '' ? {} : { msg: message }),
      release,
    });
    output[at]({ Fields });
  };

  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields, error) => write('warn', message, fields, error),
    error: (message, fields = {}, error) => {
      write('error', message, fields, error);
      if (error === undefined) return;
      reporter?.capture(error, { logger: name, message, requestId: currentRequest()?.id, fields });
    },
  };
}
