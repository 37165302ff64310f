import { initTRPC, type TRPCDefaultErrorData, type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import type { Watch } from '../../../application/live/watch-changes.ts';
import type { Actor } from '../../../application/shared/actor.ts';
import {
  StorageUnavailable,
  type StorageUnavailableCode,
} from '../../../application/shared/storage-unavailable.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import { STATUS } from '../../http/error-mapping.ts';
import type { LiveMessage } from '../../live/live-message.ts';

export type TrpcContext = Readonly<{
  /** Throws when the caller is not authenticated. */
  requireActor: () => Actor;
  /** Key of the session that asks; undefined for programs with an access token. */
  sessionKey: string | undefined;
  /** Counts a request of the actor; throws when there were too many. */
  throttle: (actor: Actor) => Promise<void>;
  /** Counts a change that the actor asks for where `throttle` does not count; throws as that. */
  throttleWrite: (actor: Actor) => Promise<void>;
  /** Throws unless the request comes from a page of ours. */
  checkCsrf: () => void;
  /**
   * Tells whoever asks what changes of that, until one of both leaves. Throws without a session, when there are too many, or when
   * nothing would be heard.
   */
  openLive: (watch: Watch) => Promise<AsyncIterable<LiveMessage, void>>;
  /** Throws when the input of the request was too large or too deep, and therefore not parsed. */
  checkInput: () => void;
}>;

/** Declarations of a procedure besides its input. */
export type TrpcMeta = Readonly<{
  /** Largest body with its input, in bytes, where it is not the default. */
  largestBody?: number;
  /** Whether the answer may be large: an account gets few such at a time. */
  inBulk?: boolean;
}>;

/** A name for it keeps the declarations of routers short: each has it. */
export interface FailureData extends TRPCDefaultErrorData {
  /** The code of the failure; null for those of tRPC itself. */
  domainCode: ErrorCode | StorageUnavailableCode | null;
  params: Readonly<Record<string, string>>;
  /** Whether the request is stored and will be carried out once that is possible. */
  isKept: boolean;
}

export interface Failure extends TRPCDefaultErrorShape {
  data: FailureData;
}

const t = initTRPC
  .context<TrpcContext>()
  .meta<TrpcMeta>()
  .create({
    isDev: false, // stack traces stay in the logs
    // Proxies cut what is silent, most of them after a minute; a page that hears nothing opens another stream.
    sse: { ping: { enabled: true, intervalMs: 20_000 }, client: { reconnectAfterInactivityMs: 50_000 } },
    errorFormatter: ({ shape, error }): Failure => {
      const { cause } = error;
      const isBug = error.code === 'INTERNAL_SERVER_ERROR';
      return {
        ...shape,
        message: isBug ? 'Internal server error' : shape.message,
        data: {
          ...shape.data,
          domainCode: cause instanceof DomainError || cause instanceof StorageUnavailable ? cause.code : null,
          params: cause instanceof DomainError ? cause.params : {},
          isKept: cause instanceof DomainError && cause.isKept,
        },
      };
    },
  });

/** The message of a `DomainError` is for the log: it may quote another system. Callers get the code. */
function rewrap(error: unknown): TRPCError | undefined {
  if (error instanceof StorageUnavailable) {
    return new TRPCError({ code: STATUS.unavailable.trpc, message: error.code, cause: error });
  }
  return error instanceof DomainError
    ? new TRPCError({ code: STATUS[error.kind].trpc, message: error.code, cause: error })
    : undefined;
}

const translateDomainErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw rewrap(result.error.cause) ?? result.error;
  return result;
});

const requireActor = t.middleware(({ ctx, next }) => next({ ctx: { ...ctx, actor: ctx.requireActor() } }));

const requireOwnPage = t.middleware(({ ctx, next }) => {
  ctx.checkCsrf();
  return next();
});

export const { router } = t;

const boundInput = t.middleware(({ ctx, next }) => {
  ctx.checkInput();
  return next();
});

const personal = t.procedure.use(translateDomainErrors).use(requireActor);
const personalChange = personal.use(requireOwnPage);

/** For the signed-in person; a `DomainError` becomes its kind's code, with `data.domainCode` and `data.params`. */
export const query = personal.use(boundInput);

const countWrite = t.middleware(async ({ ctx, next }) => {
  await ctx.throttleWrite(ctx.requireActor());
  return next();
});

/** As `query`, for changes: the CSRF token of the cookie must be repeated in the `X-CSRFToken` header. */
export const mutation = personalChange.use(countWrite).use(boundInput);

const countRequest = t.middleware(async ({ ctx, next }) => {
  await ctx.throttle(ctx.requireActor());
  return next();
});

/** As `query` and `mutation`, for procedures whose REST counterparts are throttled: each call counts as one request. */
export const throttledQuery = personal.use(countRequest).use(boundInput);
export const throttledMutation = personalChange.use(countRequest).use(boundInput);

/** For every caller. */
export const publicQuery = t.procedure.use(translateDomainErrors).use(boundInput);
