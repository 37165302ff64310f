import {
  defaultStackParser,
  type ErrorEvent,
  linkedErrorsIntegration,
  makeNodeTransport,
  NodeClient,
  type NodeOptions,
  Scope,
} from '@sentry/node';
import type { LogFields } from '../../application/ports/logger.ts';
import { chain } from './describe-error.ts';
import { scrubText } from './scrub-text.ts';
import { scrubValue } from './scrub-value.ts';

/** Where and during what a failure happened. Everything in it is scrubbed before it leaves. */
export type FailureContext = {
  /** Type of the log entry; becomes a tag. */
  readonly logger?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fields?: LogFields | undefined;
};

/** Tells the error tracker about failures, each once however often it is reported. Never throws. */
export interface ErrorReporter {
  capture(error: unknown, context?: FailureContext): void;
  /** Sends what waits and stops. @returns whether everything was sent within `timeoutMs`. */
  close(timeoutMs: number): Promise<boolean>;
}

type Options = {
  /** Without one nothing is reported. */
  readonly dsn?: string | undefined;
  readonly environment: string;
  readonly release: string;
  readonly transport?: NodeOptions['transport'];
};

/** Its lines follow the entry that told the failure, and must not make a second event of it. */
const IGNORED_LOGGERS: ReadonlySet<string | undefined> = new Set(['request.summary']);

const NOTHING: ErrorReporter = { capture: () => undefined, close: async () => true };

/**
 * Starts reporting to Sentry, or nothing at all without a DSN.
 *
 * @throws Error when the DSN is not one; the message does not quote it.
 */
export function startErrorReporting({ dsn, environment, release, transport }: Options): ErrorReporter {
  if (dsn === undefined || dsn === '') return NOTHING;
  if (!isDsn(dsn)) throw new Error('The DSN of the error tracker is not valid');
  const client = openClient({ dsn, environment, release, transport });
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
 * A client of its own rather than `init`, which would read the environment, patch libraries for tracing and
 * add what the process does (requests, console, local variables) to events.
 */
function openClient({ dsn, environment, release, transport }: Options): NodeClient {
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
    // What `sendDefaultPii: false` was before version 11, category by category.
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

/** A scope per event, so that nothing of one request can end in the event of another. */
function scopeOf(client: NodeClient, { logger, message, requestId, fields }: FailureContext): Scope {
  const scope = new Scope();
  scope.setClient(client);
  scope.setTag('application', 'backend');
  if (requestId !== undefined) scope.setTag('request_id', scrubText(requestId));
  if (logger !== undefined) scope.setTag('logger', scrubText(logger));
  scope.setExtras({ ...fields, ...(message === undefined ? {} : { log_message: message }) });
  return scope;
}

/** The metadata stays in the process: the SDK needs it as it is and removes it before sending. */
function scrubEvent({ sdkProcessingMetadata, ...event }: ErrorEvent): ErrorEvent {
  const scrubbed = scrubValue(event) as Omit<ErrorEvent, 'sdkProcessingMetadata'>;
  return { ...scrubbed, type: undefined, ...(sdkProcessingMetadata && { sdkProcessingMetadata }) };
}

/**
 * One failure is one event, also when a layer logs an error and throws it on inside another. Two errors that
 * only look alike are two failures: Sentry's own deduplication, which drops the second, is not used.
 */
function isFirstReport(error: unknown, reported: WeakSet<object>): boolean {
  const objects = chain(error).filter((item) => typeof item === 'object' && item !== null);
  const isNew = objects.every((item) => !reported.has(item));
  for (const item of objects) reported.add(item);
  return isNew;
}

/** `https://key@host/path/number`, see the SDK documentation of Sentry, section DSN. */
function isDsn(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && username !== '' && /\/\d+$/.test(pathname);
}
