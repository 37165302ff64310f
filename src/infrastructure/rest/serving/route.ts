import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '../../../application/shared/actor.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { RequestContext } from '../../http/request-context.ts';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The arguments of a handler. `actor` is set on every route that is not public. */
export type RestCall<Body = unknown> = Readonly<{
  request: Request;
  params: Readonly<Record<string, string>>;
  actor: Actor;
  context: RequestContext;
  body: Body;
}>;

export type RestAnswer = {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body: the items of a list in parts, for an operation that declares a bulk answer. */
  readonly parts?: AsyncIterable<readonly unknown[]>;
  /** In place of a body: text that is not JSON, streamed. Its media type is in `headers`. */
  readonly stream?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Returns those of these ids, as they were read, that do not exist for the caller. */
type FindMissing = (call: RestCall, ids: readonly string[]) => Promise<readonly string[]>;

/** Fields of a body that refer to something by id. */
export type RestReferences = Readonly<Record<string, FindMissing>>;

/** One method of a path. `body` reads and checks bodies; without it they are not read. */
export type RestOperation = Readonly<{
  operationId: string;
  summary: string;
  body?: z.ZodType;
  /** Largest body, in bytes, where it is not the default. */
  largestBody?: number;
  /** Whether the answer may be large: an account gets few such at a time. */
  inBulk?: boolean;
  /** Fields with references, which must exist; missing ones are reported with all other invalid fields. */
  references?: RestReferences;
  query?: Readonly<Record<string, string>>;
  /** Runs before the body is read: does the object exist, and may the caller change it (1.4, steps 7 and 8)? */
  check?: (call: RestCall) => Promise<void>;
  /** Success status and its schema, for the API description; without schema the answer has no body. */
  success: { readonly status: number; readonly schema?: z.ZodType };
  /** Bodies of failures in a form of their own, by status, for the API description. */
  ownFailures?: Readonly<Record<number, z.ZodType>>;
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
 * A path that requires a caller, and its methods. `guard` runs after authentication and before anything else, the check
 * of the method included: it refuses callers without access (contract/rest-api.md 1.4, step 4).
 */
export type PersonalPath = Readonly<{
  /** Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  caller?: 'required';
  guard?: (call: RestCall) => Promise<void>;
  /** Whether requests count against the rates of contract/rest-api.md 1.13. */
  throttled?: boolean;
  operations: Readonly<Partial<Record<RestMethod, RestOperation>>>;
}>;

/** The arguments of a handler of a public path: credentials are ignored there (deviation D31). */
export type PublicCall = Readonly<{ request: Request; language: Language }>;

/** A public path, for reading only. */
export type PublicPath = Readonly<{
  path: string;
  tag: string;
  caller: 'ignored';
  operations: Readonly<{
    GET: Pick<RestOperation, 'operationId' | 'summary' | 'query' | 'success' | 'ownFailures'> & {
      readonly handle: (call: PublicCall) => Promise<RestAnswer>;
    };
  }>;
}>;

/** The arguments of a handler for callers with or without a session, of which `context` tells. */
export type OpenCall<Body = unknown> = Readonly<{
  request: Request;
  response: Response;
  context: RequestContext;
  body: Body;
}>;

/** A path for callers with or without a session; an access token is ignored there (deviation D31). */
export type OpenPath = Readonly<{
  path: string;
  tag: string;
  caller: 'optional';
  operations: Readonly<{
    POST: Pick<RestOperation, 'operationId' | 'summary' | 'body' | 'success'> & {
      /** Further answers, by status. */
      readonly refusals: Readonly<Record<number, string>>;
      readonly handle: (call: OpenCall<never>) => Promise<RestAnswer>;
    };
  }>;
}>;

/** A path of the REST contract. */
export type RestPath = PersonalPath | PublicPath | OpenPath;
