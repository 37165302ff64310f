import type { Request, RequestHandler, Response } from 'express';
import type { LogFields } from '../../application/shared/logger.ts';
import type { IdGenerator } from '../../application/shared/system.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import { isProbe } from '../http/edge/probe-paths.ts';
import { traceFields } from './current-trace.ts';
import type { MozlogLogger } from './mozlog-logger.ts';
import { currentRequest, runInRequest } from './request-context.ts';

type Options = {
  /** Named `request.summary`, the type that mozlog's consumers expect. */
  readonly logger: MozlogLogger;
  readonly ids: IdGenerator;
  /** Called once for each request, when its response has ended or its client has left. */
  readonly onEnd?: ((ended: EndedRequest) => void) | undefined;
  /** Begins the span of a request, where requests are traced. */
  readonly beginTrace?: BeginTrace | undefined;
};

/** What a request is asked to be, before anybody has read it. */
export type AskedRequest = Readonly<{
  method: string;
  id: string;
  /** The header of W3C Trace Context, by which the trace of who asks goes on. */
  traceparent: string | undefined;
}>;

/** A request that is a span of a trace. */
export type TracedRequest = Readonly<{
  run: (work: () => void) => void;
  end: (ended: EndedRequest) => void;
}>;

export type BeginTrace = (asked: AskedRequest) => TracedRequest;

/** `route`: the template of the path; undefined where nothing answers it, or a file does. */
export type EndedRequest = Readonly<{
  method: string;
  route: string | undefined;
  status: number;
  seconds: number;
}>;

/** Ids of proxies (UUID, hexadecimal, ULID…); other characters could forge a header or a log line. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The status that proxies log when the client left before the answer. */
const CLIENT_CLOSED_REQUEST = 499;

const MAX_FIELD = 512;

/**
 * Gives each request an id (that of a valid `X-Request-ID` header, else a new one), returns it in `X-Request-ID`,
 * provides it to everything that the request starts, and writes one line when the response ends or the client leaves.
 * Mount it first.
 */
export const requestSummary =
  ({ logger, ids, onEnd, beginTrace }: Options): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    const id = requestId(req.get('x-request-id'), ids);
    res.setHeader('X-Request-ID', id);
    const { method } = req;
    const traced = isProbe(req.path)
      ? undefined
      : beginTrace?.({ method, id, traceparent: req.get('traceparent') });
    const answer = () => {
      const request = currentRequest();
      const ofTrace = traceFields();
      res.once('close', () => {
        const duration = performance.now() - startedAt;
        const route = request?.route ?? routeOf(req);
        const status = res.writableFinished ? res.statusCode : statusOfAborted(res);
        const ended: EndedRequest = { method, route, status, seconds: duration / 1000 };
        traced?.end(ended);
        if (!isStream(res)) onEnd?.(ended);
        summarise(logger, req, res, {
          code: status,
          rid: id,
          uid: request?.userId,
          route,
          t: Math.round(duration),
          ...ofTrace,
        });
      });
      next();
    };
    runInRequest(id, () => (traced ? traced.run(answer) : answer()));
  };

/** How long somebody reads a stream says nothing of how long we take to answer. */
const isStream = (res: Response): boolean =>
  res.statusCode === 200 && res.getHeader('content-type') === 'text/event-stream';

const requestId = (given: string | undefined, ids: IdGenerator): string =>
  given !== undefined && REQUEST_ID.test(given) ? given : ids.next<string>();

type About = LogFields & { readonly code: number };

function summarise(logger: MozlogLogger, req: Request, res: Response, { code, ...about }: About): void {
  const path = pathOf(req);
  const fields: LogFields = {
    remote: describeOrigin(req, res).address ?? undefined,
    agent: req.get('user-agent')?.slice(0, MAX_FIELD),
    path,
    method: req.method,
    lang: req.get('accept-language')?.slice(0, MAX_FIELD),
    code,
    errno: code >= 500 ? 500 : 0,
    ...about,
    ...(res.writableFinished ? {} : { aborted: true }),
  };
  const message = '';
  // Outages are logged where they are detected: they are not failures of each request or probe.
  if (code === 503 || (code >= 500 && isProbe(path))) logger.warn(message, fields);
  else if (code >= 500) logger.error(message, fields);
  else if (isProbe(path)) logger.debug(message, fields);
  else logger.info(message, fields);
}

/** A failure whose answer was under way when the client left stays a failure. */
const statusOfAborted = (res: Response): number =>
  res.headersSent && res.statusCode >= 500 ? res.statusCode : CLIENT_CLOSED_REQUEST;

/** The template of a path that Express matched itself; undefined where there is no such route. */
function routeOf(req: Request): string | undefined {
  const path: unknown = req.route?.path;
  return typeof path === 'string' ? `${req.baseUrl}${path}` : undefined;
}

/** Without the query, whose values may be personal or secret. */
const pathOf = (req: Request): string => (req.originalUrl.split('?', 1)[0] ?? '').slice(0, MAX_FIELD);
