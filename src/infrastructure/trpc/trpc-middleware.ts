import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import { DomainError } from '../../domain/shared/errors.ts';
import { type CsrfSettings, checkCsrf } from '../http/csrf.ts';
import { isSecure } from '../http/is-secure.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import type { AppRouter } from './app-router.ts';
import { LARGEST_BATCH } from './largest-batch.ts';
import type { TrpcContext } from './trpc.ts';

type Options = {
  readonly csrf: CsrfSettings;
  readonly report: (error: unknown) => void;
  readonly throttle: TrpcContext['throttle'];
};

const LARGEST_BODY_BYTES = 2_500_000;

/** Serves the procedures; failures that are not refusals of ours are reported. */
export const makeTrpcMiddleware = (router: AppRouter, { csrf, report, throttle }: Options): RequestHandler =>
  createExpressMiddleware({
    router,
    maxBodySize: LARGEST_BODY_BYTES,
    maxBatchSize: LARGEST_BATCH,
    createContext: ({ req }) => {
      const context = contextOf(req);
      return {
        throttle,
        requireActor: () => actorOf(context),
        checkCsrf: () => (context.isBearer ? undefined : checkCsrf(req, isSecure(req), csrf)),
      };
    },
    onError: ({ error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof DomainError)) {
        report(error.cause ?? error);
      }
    },
  });
