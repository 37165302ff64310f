import type { Request } from 'express';
import type { z } from 'zod';
import type { Actor } from '../../application/actor.ts';
import type { RequestContext } from '../http/request-context.ts';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler has to work with. `actor` is there on every route that is not public. */
export type RestCall<Body = unknown> = Readonly<{
  request: Request;
  params: Readonly<Record<string, string>>;
  actor: Actor;
  context: RequestContext;
  body: Body;
}>;

export type RestAnswer = { readonly status: number; readonly body?: unknown };

/** One method of a path. Bodies are read and checked by `body`; without it they are not read. */
export type RestOperation = Readonly<{
  operationId: string;
  summary: string;
  body?: z.ZodType;
  query?: Readonly<Record<string, string>>;
  /** Success status and its schema, for the API description; without schema the answer has no body. */
  success: { readonly status: number; readonly schema?: z.ZodType };
  handle: (call: RestCall<never>) => Promise<RestAnswer>;
}>;

/** Declares an operation whose handler gets the body its schema reads. */
export const operation = <Schema extends z.ZodType>(
  declaration: Omit<RestOperation, 'body' | 'handle'> & {
    readonly body?: Schema;
    readonly handle: (call: RestCall<z.output<Schema>>) => Promise<RestAnswer>;
  },
): RestOperation => declaration as RestOperation;

/**
 * A path of the REST contract and its methods. `guard` runs after authentication and before anything else, method
 * included: it refuses callers who have nothing to do there (contract/rest-api.md 1.4, step 4).
 */
export type RestPath = Readonly<{
  /** Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  guard?: (call: RestCall) => Promise<void>;
  operations: Readonly<Partial<Record<RestMethod, RestOperation>>>;
}>;
