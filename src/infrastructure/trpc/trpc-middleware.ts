import type { TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import { DomainError } from '../../domain/shared/errors.ts';
import { type CsrfSettings, checkCsrf } from '../http/csrf.ts';
import { isSecure } from '../http/is-secure.ts';
import { actorOf, contextOf } from '../http/request-context.ts';
import type { AppRouter } from './app-router.ts';
import { LARGEST_BATCH } from './largest-batch.ts';

type Options = { readonly csrf: CsrfSettings; readonly report: (error: unknown) => void };

const LARGEST_BODY_BYTES = 2_500_000;

/** A bug of ours, or another system that refuses us or that we cannot understand (deviation D58). */
const isForOperators = ({ code, cause }: TRPCError): boolean =>
  cause instanceof DomainError ? cause.kind === 'bad_upstream' : code === 'INTERNAL_SERVER_ERROR';

/** Serves the procedures; failures that somebody must look into are reported. */
export const makeTrpcMiddleware = (router: AppRouter, { csrf, report }: Options): RequestHandler =>
  createExpressMiddleware({
    router,
    maxBodySize: LARGEST_BODY_BYTES,
    maxBatchSize: LARGEST_BATCH,
    createContext: ({ req }) => {
      const context = contextOf(req);
      return {
        requireActor: () => actorOf(context),
        checkCsrf: () => (context.isBearer ? undefined : checkCsrf(req, isSecure(req), csrf)),
      };
    },
    onError: ({ error }) => {
      if (isForOperators(error)) report(error.cause ?? error);
    },
  });
