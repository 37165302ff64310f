import { type Request, type RequestHandler, type Response, Router } from 'express';
import { acceptsJson } from '../http/accepts-json.ts';
import { type CsrfSettings, checkCsrf } from '../http/csrf.ts';
import { HttpError } from '../http/http-error.ts';
import { isSecure } from '../http/is-secure.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { sendJson } from '../http/send-json.ts';
import { readBody } from './request-body.ts';
import type { RestCall, RestMethod, RestPath } from './route.ts';
import { parseWire } from './wire/parse-wire.ts';

type Options = { readonly csrf: CsrfSettings };

/** Methods in the order of the `Allow` header. */
const METHODS: readonly RestMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const allowOf = ({ operations }: RestPath): string =>
  [...METHODS.filter((method) => operations[method]), ...(operations.GET ? ['HEAD'] : []), 'OPTIONS'].join(
    ', ',
  );

/** Serves a table of paths, each with and without its final slash, with the contract's order of checks (1.4). */
export function makeRestBridge(paths: readonly RestPath[], options: Options): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) router.all(path.path, passOddParameters, serve(path, options));
  return router;
}

/** Neither slugs nor ids hold a dot or a control character: what does is no route of ours (suffixes, deviation D48). */
const passOddParameters: RequestHandler = ({ params }, _response, next) => {
  const isOdd = Object.values(params).some((value) => /[.\p{Cc}]/u.test(String(value)));
  next(isOdd ? 'route' : undefined);
};

function serve(path: RestPath, { csrf }: Options): RequestHandler {
  const allow = allowOf(path);

  return async (request, response) => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    checkSuffix(request);
    checkAccept(request);
    const call = authenticate(request, csrf);
    await path.guard?.(call);
    const operation = path.operations[(request.method === 'HEAD' ? 'GET' : request.method) as RestMethod];
    if (!operation) {
      const { method } = request;
      throw new HttpError(405, (translate) => ({ detail: translate('method_not_allowed', { method }) }));
    }
    const body = operation.body ? parseWire(operation.body, await readBody(request)) : undefined;
    const answer = await operation.handle({ ...call, body: body as never });
    answerWith(response, answer.status, answer.body);
  };
}

/** What follows a dot in a path used to name a format: there are none (deviation D48), and no id or slug has a dot. */
function checkSuffix({ params }: Request): void {
  if (!Object.values(params).some((value) => value.includes('.'))) return;
  throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
}

function checkAccept(request: Request): void {
  if (acceptsJson(request.headers.accept)) return;
  throw new HttpError(406, (translate) => ({ detail: translate('not_acceptable') }));
}

function authenticate(request: Request, csrf: CsrfSettings): RestCall {
  const context = contextOf(request);
  const actor = actorOf(context);
  if (!context.isBearer) checkCsrf(request, isSecure(request), csrf);
  return { request, params: request.params as Record<string, string>, actor, context, body: undefined };
}

function answerWith(response: Response, status: number, body: unknown): void {
  if (body === undefined) response.status(status).end();
  else sendJson(response, status, body);
}
