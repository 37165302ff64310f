import type { IncomingMessage, ServerResponse } from 'node:http';
import { TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Request, RequestHandler } from 'express';
import type { Session } from '../../application/people/session-store.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { AccountTurns } from '../http/account-turns.ts';
import { type CsrfSettings, checkCsrf } from '../http/edge/csrf.ts';
import { isSecure } from '../http/edge/is-secure.ts';
import { VARY } from '../http/edge/security-headers.ts';
import { actorOf, contextOf, type RequestContext } from '../http/request-context.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import type { LiveConnection } from '../live/live-stream.ts';
import type { LiveStreams } from '../live/live-streams.ts';
import { setRequestRoute } from '../observability/request-context.ts';
import type { AppRouter } from './app-router.ts';
import { boundInput, calledBy, declarationsOf } from './bound-input.ts';
import { LARGEST_BATCH } from './procedure/largest-batch.ts';
import type { TrpcContext } from './procedure/trpc.ts';

type Options = {
  readonly csrf: CsrfSettings;
  readonly report: (error: unknown) => void;
  readonly throttle: TrpcContext['throttle'];
  readonly throttleWrite: TrpcContext['throttleWrite'];
  readonly turns: AccountTurns;
  readonly live: LiveStreams;
  /** Whether a session is still there, which is no use of it. */
  readonly isStillOpen: (session: Session, context: RequestContext) => Promise<boolean>;
};

/** Most calls with bulk answers in one request: all answers are in memory together. */
const MOST_BULK_CALLS = 4;

const tooManyLists = (): TRPCError =>
  new TRPCError({ code: 'BAD_REQUEST', message: `More than ${MOST_BULK_CALLS} large lists in one request` });

/** A bug of ours, or a failure of another system that refuses us or that we cannot understand (deviation D58). */
const isForOperators = ({ code, cause }: TRPCError): boolean =>
  cause instanceof DomainError ? cause.kind === 'bad_upstream' : code === 'INTERNAL_SERVER_ERROR';

/** The path as an operator counts it: of one procedure, or of several in one request. */
const routeOf = (called: readonly string[], procedures: ReadonlySet<string>): string => {
  const [only = ''] = called;
  if (called.length > 1) return '/trpc/(several)';
  return procedures.has(only) ? `/trpc/${only}` : '/trpc/(unknown)';
};

/**
 * The library would answer 200 to a stream that is refused, with the refusal in it: browsers open those again at once, and for
 * ever. They let go of one with another status.
 */
function refuseStream(response: ServerResponse, error: TRPCError): void {
  if (response.headersSent) return;
  response.statusCode = getHTTPStatusCodeFromError(error);
  const seconds = retryAfterSeconds(error.cause);
  if (seconds !== undefined) response.setHeader('Retry-After', seconds);
}

const connectionOf = (response: ServerResponse): LiveConnection => ({
  whenClosed: (listener) => {
    if (response.closed) listener();
    else response.once('close', listener);
  },
  cut: () => response.destroy(),
});

/** Serves the procedures; failures that operators must look into are reported. */
export function makeTrpcMiddleware(
  router: AppRouter,
  { csrf, report, throttle, throttleWrite, turns, live, isStillOpen }: Options,
): RequestHandler {
  const declarations = declarationsOf(router);
  const procedures: ReadonlySet<string> = new Set(Object.keys(router._def.procedures));
  const bulk = (request: Request) =>
    calledBy(request).filter((name) => declarations.get(name)?.inBulk === true).length;
  const refusals = new WeakMap<IncomingMessage, TRPCError>();
  const serve = createExpressMiddleware({
    router,
    maxBatchSize: LARGEST_BATCH,
    createContext: ({ req, res }) => {
      const context = contextOf(req);
      return {
        throttle,
        throttleWrite,
        requireActor: () => actorOf(context),
        sessionKey: context.session?.key,
        checkCsrf: () => (context.isBearer ? undefined : checkCsrf(req, isSecure(req), csrf)),
        openLive: async (watch) => {
          const { session } = context;
          if (!session) throw new DomainError('session.required', 'Only a session has streams');
          return live.open({
            watch,
            connection: connectionOf(res),
            isSignedIn: () => isStillOpen(session, context),
          });
        },
        checkInput: () => {
          const refusal = refusals.get(req);
          if (refusal) throw refusal;
        },
      };
    },
    responseMeta: ({ errors }) => {
      const seconds = errors.flatMap(({ cause }) => retryAfterSeconds(cause) ?? []);
      return {
        headers: {
          // In place of the library's own, which would take that of all answers away.
          vary: `trpc-accept, accept, ${VARY}`,
          ...(seconds.length === 0 ? {} : { 'retry-after': String(Math.max(...seconds)) }),
        },
      };
    },
    onError: ({ error, type, req: { res } }) => {
      if (type === 'subscription' && res) refuseStream(res, error);
      if (isForOperators(error)) report(error.cause ?? error);
    },
  });
  return async (request, response, next) => {
    const { actor } = contextOf(request);
    setRequestRoute(routeOf(calledBy(request), procedures));
    const called = bulk(request);
    const refusal =
      (await boundInput(request, declarations, actor !== undefined)) ??
      (called > MOST_BULK_CALLS ? tooManyLists() : undefined);
    if (refusal) refusals.set(request, refusal);
    else if (actor && called > 0) await turns.take(actor.userId, response);
    return serve(request, response, next);
  };
}
