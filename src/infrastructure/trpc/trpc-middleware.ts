import type { IncomingMessage } from 'node:http';
import type { TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import { DomainError } from '../../domain/shared/errors.ts';
import { type CsrfSettings, checkCsrf } from '../http/csrf.ts';
import { isSecure } from '../http/is-secure.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import type { AppRouter } from './app-router.ts';
import { boundInput, declaredLimits } from './bound-input.ts';
import { LARGEST_BATCH } from './largest-batch.ts';
import type { TrpcContext } from './trpc.ts';

type Options = {
  readonly csrf: CsrfSettings;
  readonly report: (error: unknown) => void;
  readonly throttle: TrpcContext['throttle'];
};

/** A bug of ours, or another system that refuses us or that we cannot understand (deviation D58). */
const isForOperators = ({ code, cause }: TRPCError): boolean =>
  cause instanceof DomainError ? cause.kind === 'bad_upstream' : code === 'INTERNAL_SERVER_ERROR';

/** Serves the procedures; failures that somebody must look into are reported. */
export function makeTrpcMiddleware(router: AppRouter, { csrf, report, throttle }: Options): RequestHandler {
  const limits = declaredLimits(router);
  const refusals = new WeakMap<IncomingMessage, TRPCError>();
  const serve = createExpressMiddleware({
    router,
    maxBatchSize: LARGEST_BATCH,
    createContext: ({ req }) => {
      const context = contextOf(req);
      return {
        throttle,
        requireActor: () => actorOf(context),
        checkCsrf: () => (context.isBearer ? undefined : checkCsrf(req, isSecure(req), csrf)),
        checkInput: () => {
          const refusal = refusals.get(req);
          if (refusal) throw refusal;
        },
      };
    },
    responseMeta: ({ errors }) => {
      const seconds = errors.flatMap(({ cause }) => retryAfterSeconds(cause) ?? []);
      return seconds.length === 0 ? {} : { headers: { 'retry-after': String(Math.max(...seconds)) } };
    },
    onError: ({ error }) => {
      if (isForOperators(error)) report(error.cause ?? error);
    },
  });
  return async (request, response, next) => {
    const refusal = await boundInput(request, limits, contextOf(request).actor !== undefined);
    if (refusal) refusals.set(request, refusal);
    return serve(request, response, next);
  };
}
