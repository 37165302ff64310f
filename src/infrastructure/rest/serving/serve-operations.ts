import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Language } from '../../../domain/shared/language.ts';
import { acceptsJson } from '../../http/accepts-json.ts';
import { HttpError } from '../../http/http-error.ts';
import { sendJson } from '../../http/send-json.ts';
import { sendJsonList } from '../../http/send-json-list.ts';
import { sendStream } from '../../http/send-stream.ts';
import { setRequestRoute } from '../../observability/request-context.ts';
import type { RestAnswer, RestMethod } from './route.ts';

/** One method of a path, for any kind of caller. */
type ServedOperation<Call> = Readonly<{
  body?: z.ZodType;
  largestBody?: number;
  /** Whether the answer may be large: a caller gets few such at a time. */
  inBulk?: boolean;
  check?: (call: Call) => Promise<void>;
  handle: (call: never) => Promise<RestAnswer>;
}>;

/**
 * The differences between the ways to call the API: with a session, an access token, an API key, or without credentials.
 */
export type CallingWay<Operation, Caller, Call> = Readonly<{
  language(request: Request): Language;
  /** Other media types under which clients take JSON; undefined where the answer is not JSON. */
  accepts: readonly string[] | undefined;
  /** Media type of the answers; `application/json` by default. */
  answers?: string;
  /** Identifies the caller, and refuses callers without access (contract/rest-api.md 1.4, steps 3 and 4). */
  identify(request: Request, response: Response): Promise<Caller>;
  /** The arguments of the operation's handler. */
  callOf(caller: Caller, operation: Operation, request: Request): Call;
  /** The fields of the body, read by the operation's schema. @throws HttpError 400, 413, 415 */
  readBody?(operation: Operation, call: Call, request: Request): Promise<unknown>;
  /** Waits until the caller may get another large answer. */
  takeTurn?(call: Call, response: Response): Promise<void>;
}>;

/** The methods of a path as one handler, with the contract's order of checks (contract/rest-api.md 1.4). */
export function serveOperations<Operation extends ServedOperation<Call>, Caller, Call extends object>(
  operations: Readonly<Partial<Record<RestMethod, Operation>>>,
  way: CallingWay<Operation, Caller, Call>,
): RequestHandler {
  const allow = allowOf(operations);

  return async (request, response) => {
    setRequestRoute(`${request.baseUrl}${String(request.route?.path ?? '')}`);
    response.setHeader('Content-Language', way.language(request));
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    if (way.accepts) checkAccept(request, way.accepts);
    const caller = await way.identify(request, response);
    const operation = operations[servedMethod(request)];
    if (!operation) throw methodNotAllowed(request.method);
    const call = way.callOf(caller, operation, request);
    await operation.check?.(call);
    const body = operation.body && (await way.readBody?.(operation, call, request));
    if (operation.inBulk) await way.takeTurn?.(call, response);
    await answerWith(response, await operation.handle({ ...call, body } as never), way.answers);
  };
}

/**
 * Skips paths that are not routes: neither slugs nor ids contain a control character or a dot, which used to precede a
 * format (deviation D48).
 */
export const rejectMalformedParameters: RequestHandler = ({ params }, _response, next) => {
  const isMalformed = Object.values(params).some((value) => /[.\p{Cc}]/u.test(String(value)));
  next(isMalformed ? 'route' : undefined);
};

/** Methods in the order of the `Allow` header. */
const METHODS: readonly RestMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const allowOf = (operations: object): string =>
  [
    ...METHODS.filter((method) => method in operations),
    ...('GET' in operations ? ['HEAD'] : []),
    'OPTIONS',
  ].join(', ');

/** The method whose operation answers a request: `HEAD` is a `GET` without the body. */
const servedMethod = ({ method }: Request): RestMethod => (method === 'HEAD' ? 'GET' : method) as RestMethod;

const methodNotAllowed = (method: string): HttpError =>
  new HttpError(405, (translate) => ({ detail: translate('method_not_allowed', { method }) }));

/** @throws HttpError 406 unless the client takes JSON, or one of the other media types */
function checkAccept(request: Request, otherNames: readonly string[]): void {
  if (acceptsJson(request.headers.accept, otherNames)) return;
  throw new HttpError(406, (translate) => ({ detail: translate('not_acceptable') }));
}

async function answerWith(
  response: Response,
  { status, body, parts, stream, headers = {} }: RestAnswer,
  type?: string,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (parts) await sendJsonList(response, status, parts);
  else if (stream) await sendStream(response, status, stream);
  else if (body === undefined) response.status(status).end();
  else sendJson(response, status, body, type);
}
