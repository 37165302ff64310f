import {
  defaultStackParser,
  type ErrorEvent,
  linkedErrorsIntegration,
  makeNodeTransport,
  NodeClient,
  type NodeOptions,
  Scope,
} from '@sentry/node';
import { chain } from './describe-error.ts';
import type { ErrorReporter, FailureContext } from './error-reporter.ts';
import { scrubText } from './scrub-text.ts';
import { scrubValue } from './scrub-value.ts';

export type SentryOptions = {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string;
  /** Replaces the network. */
  readonly transport?: NodeOptions['transport'];
};

/** These lines follow the entry of the failure, and must not cause a second event. */
const IGNORED_LOGGERS: ReadonlySet<string | undefined> = new Set(['request.summary']);

/** Reports to Sentry. @param options with a valid DSN */
export function openSentry(options: SentryOptions): ErrorReporter {
  const client = openClient(options);
  const reported = new WeakSet<object>();
  return {
    capture(error, context = {}) {
      if (IGNORED_LOGGERS.has(context.logger) || !isFirstReport(error, reported)) return;
      scopeOf(client, context).captureException(error);
    },
    close: async (timeoutMs) => client.close(timeoutMs),
  };
}

/**
 * A client of its own rather than `init`, which would read the environment, patch libraries for tracing and add
 * activities of the process (requests, console, local variables) to events.
 */
function openClient({ dsn, environment, release, transport }: SentryOptions): NodeClient {
  const client = new NodeClient({
    dsn,
    environment,
    release,
    transport: transport ?? makeNodeTransport,
    stackParser: defaultStackParser,
    integrations: [linkedErrorsIntegration()],
    beforeSend: scrubEvent,
    traceLifecycle: 'static',
    enableRuntimeChannelInjection: false,
    enableOpenTelemetrySetup: false,
    sendClientReports: false,
    // The meaning of `sendDefaultPii: false` before version 11, category by category.
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      databaseQueryData: false,
      queues: false,
      stackFrameVariables: false,
    },
  });
  client.init();
  return client;
}

/** A scope per event, so that data of one request cannot get into the event of another. */
function scopeOf(client: NodeClient, { logger, message, requestId, fields }: FailureContext): Scope {
  const scope = new Scope();
  scope.setClient(client);
  scope.setTag('application', 'backend');
  if (requestId !== undefined) scope.setTag('request_id', scrubText(requestId));
  if (logger !== undefined) scope.setTag('logger', scrubText(logger));
  scope.setExtras({ ...fields, ...(message === undefined ? {} : { log_message: message }) });
  return scope;
}

/** The metadata stays unchanged: the SDK needs it and removes it before sending. */
function scrubEvent({ sdkProcessingMetadata, ...event }: ErrorEvent): ErrorEvent {
  const scrubbed = scrubValue(event) as Omit<ErrorEvent, 'sdkProcessingMetadata'>;
  return { ...scrubbed, type: undefined, ...(sdkProcessingMetadata && { sdkProcessingMetadata }) };
}

/**
 * One failure is one event, also when a layer logs an error and rethrows it inside another. Two errors that only look
 * alike are two failures: Sentry's own deduplication, which drops the second, is not used.
 */
function isFirstReport(error: unknown, reported: WeakSet<object>): boolean {
  const objects = chain(error).filter((item) => typeof item === 'object' && item !== null);
  const isNew = objects.every((item) => !reported.has(item));
  for (const item of objects) reported.add(item);
  return isNew;
}
