import { type Request, type RequestHandler, Router } from 'express';
import type { Actor } from '../../application/shared/actor.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { AccountTurns } from '../http/account-turns.ts';
import { type CsrfSettings, checkCsrf, checkOrigin } from '../http/edge/csrf.ts';
import { isSecure } from '../http/edge/is-secure.ts';
import { isWrite } from '../http/edge/is-write.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { requestLanguage } from '../http/request-language.ts';
import { readFields, readOwnFields } from './serving/read-fields.ts';
import { readBody } from './serving/request-body.ts';
import type {
  OpenCall,
  OpenPath,
  PersonalPath,
  PublicPath,
  RestCall,
  RestOperation,
  RestPath,
} from './serving/route.ts';
import { rejectMalformedParameters, serveOperations } from './serving/serve-operations.ts';

type Options = {
  readonly csrf: CsrfSettings;
  /** Counts a request of the actor. @throws DomainError `request.throttled` */
  readonly throttle: (actor: Actor) => Promise<void>;
  /** Counts a change that the actor asks for where `throttle` does not count. @throws DomainError `request.throttled` */
  readonly throttleWrite: (actor: Actor) => Promise<void>;
  readonly turns: AccountTurns;
};
type PublicOptions = { readonly defaultLanguage: Language };

/**
 * Serves the paths of a table at which callers are identified, each with and without its final slash, with the contract's order of
 * checks (1.4).
 */
export function makeRestBridge(paths: readonly RestPath[], options: Options): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) {
    if (path.caller === 'ignored') continue;
    const handler = path.caller === 'optional' ? serveOpen(path, options) : serve(path, options);
    router.all(path.path, rejectMalformedParameters, handler);
  }
  return router;
}

/** A path declared without its final slash is served without it only (contract/rest-api.md 1.2). */
const passFinalSlash =
  ({ path }: PublicPath): RequestHandler =>
  (request, _response, next) =>
    next(!path.endsWith('/') && request.path.endsWith('/') ? 'route' : undefined);

/** Serves the public paths of a table. Mount it before credentials are read. */
export function makePublicBridge(paths: readonly RestPath[], options: PublicOptions): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths)
    if (path.caller === 'ignored') router.all(path.path, passFinalSlash(path), servePublic(path, options));
  return router;
}

function servePublic({ operations }: PublicPath, { defaultLanguage }: PublicOptions): RequestHandler {
  const language = (request: Request) => requestLanguage(request, defaultLanguage);
  return serveOperations(operations, {
    language,
    accepts: [],
    identify: async () => undefined,
    callOf: (_anybody, _operation, request) => ({ request, language: language(request) }),
  });
}

function serveOpen({ operations }: OpenPath, { csrf }: Options): RequestHandler {
  return serveOperations<OpenPath['operations']['POST'], OpenCall, OpenCall>(operations, {
    language: (request) => contextOf(request).language,
    accepts: [],
    identify: async (request, response) => {
      const context = contextOf(request);
      const check = context.session?.user ? checkCsrf : checkOrigin;
      check(request, isSecure(request), csrf);
      return { request, response, context, body: undefined };
    },
    callOf: (call) => call,
    readBody: async ({ body }, _call, request) => body && readOwnFields(body, await readBody(request)),
  });
}

function serve(path: PersonalPath, { csrf, throttle, throttleWrite, turns }: Options): RequestHandler {
  return serveOperations<RestOperation, RestCall, RestCall>(path.operations, {
    language: (request) => contextOf(request).language,
    accepts: [],
    identify: async (request) => {
      const call = authenticate(request, csrf);
      await path.guard?.(call);
      if (path.throttled) await throttle(call.actor);
      else if (isWrite(request.method)) await throttleWrite(call.actor);
      return call;
    },
    callOf: (call) => call,
    readBody: async ({ body, largestBody, references }, call, request) =>
      body && readFields(body, await readBody(request, largestBody), call, references),
    takeTurn: ({ actor }, response) => turns.take(actor.userId, response),
  });
}

function authenticate(request: Request, csrf: CsrfSettings): RestCall {
  const context = contextOf(request);
  const actor = actorOf(context);
  if (!context.isBearer) checkCsrf(request, isSecure(request), csrf);
  return { request, params: request.params as Record<string, string>, actor, context, body: undefined };
}
