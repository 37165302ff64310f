import { type Request, type RequestHandler, Router } from 'express';
import type { Actor } from '../../application/shared/actor.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { AccountTurns } from '../http/account-turns.ts';
import { type CsrfSettings, checkCsrf } from '../http/edge/csrf.ts';
import { isSecure } from '../http/edge/is-secure.ts';
import { HttpError } from '../http/http-error.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { requestLanguage } from '../http/request-language.ts';
import {
  allowOf,
  answerWith,
  checkAccept,
  methodNotAllowed,
  passOddParameters,
  servedMethod,
} from './serving/path-serving.ts';
import { readFields } from './serving/read-fields.ts';
import { readBody } from './serving/request-body.ts';
import type { PersonalPath, PublicPath, RestCall, RestPath } from './serving/route.ts';

type Options = {
  readonly csrf: CsrfSettings;
  /** Counts a request of the actor. @throws DomainError `request.throttled` */
  readonly throttle: (actor: Actor) => Promise<void>;
  readonly turns: AccountTurns;
};
type PublicOptions = { readonly defaultLanguage: Language };

/**
 * Serves those paths of a table that are for somebody in particular, each with and without its final slash, with the
 * contract's order of checks (1.4).
 */
export function makeRestBridge(paths: readonly RestPath[], options: Options): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) {
    if (!path.public) router.all(path.path, passOddParameters, serve(path, options));
  }
  return router;
}

/** What is declared without final slash is served without it only (contract/rest-api.md 1.2). */
const passFinalSlash =
  ({ path }: PublicPath): RequestHandler =>
  (request, _response, next) =>
    next(!path.endsWith('/') && request.path.endsWith('/') ? 'route' : undefined);

/** Serves the public paths of a table. To be mounted before anything looks at credentials. */
export function makePublicBridge(paths: readonly RestPath[], options: PublicOptions): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths)
    if (path.public) router.all(path.path, passFinalSlash(path), servePublic(path, options));
  return router;
}

function servePublic(path: PublicPath, { defaultLanguage }: PublicOptions): RequestHandler {
  const allow = allowOf(path.operations);

  return async (request, response) => {
    const language = requestLanguage(request, defaultLanguage);
    response.setHeader('Content-Language', language);
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    checkAccept(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed(request.method);
    await answerWith(response, await path.operations.GET.handle({ request, language }));
  };
}

function serve(path: PersonalPath, { csrf, throttle, turns }: Options): RequestHandler {
  const allow = allowOf(path.operations);

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
    if (path.throttled) await throttle(call.actor);
    const operation = path.operations[servedMethod(request)];
    if (!operation) throw methodNotAllowed(request.method);
    await operation.check?.(call);
    const body =
      operation.body &&
      (await readFields(
        operation.body,
        await readBody(request, operation.largestBody),
        call,
        operation.references,
      ));
    if (operation.inBulk) await turns.take(call.actor.userId, response);
    await answerWith(response, await operation.handle({ ...call, body: body as never }));
  };
}

/** What follows a dot in a path used to name a format: there are none (deviation D48), and no id or slug has a dot. */
function checkSuffix({ params }: Request): void {
  if (!Object.values(params).some((value) => value.includes('.'))) return;
  throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
}

function authenticate(request: Request, csrf: CsrfSettings): RestCall {
  const context = contextOf(request);
  const actor = actorOf(context);
  if (!context.isBearer) checkCsrf(request, isSecure(request), csrf);
  return { request, params: request.params as Record<string, string>, actor, context, body: undefined };
}
