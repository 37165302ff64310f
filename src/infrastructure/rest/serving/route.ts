import type { Request } from 'express';
import type { z } from 'zod';
import type { Actor } from '../../../application/shared/actor.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { RequestContext } from '../../http/request-context.ts';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler has to work with. `actor` is there on every route that is not public. */
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
  /** In place of a body: the items of a list, part by part, of an operation that declares to answer in bulk. */
  readonly parts?: AsyncIterable<readonly unknown[]>;
  /** In place of a body: text that is no JSON, as it is read. Its media type is one of `headers`. */
  readonly stream?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Which of these ids, as they were read, name nothing that is there for the caller. */
type FindMissing = (call: RestCall, ids: readonly string[]) => Promise<readonly string[]>;

/** Fields of a body that refer to something by id. */
export type RestReferences = Readonly<Record<string, FindMissing>>;

/** One method of a path. Bodies are read and checked by `body`; without it they are not read. */
export type RestOperation = Readonly<{
  operationId: string;
  summary: string;
  body?: z.ZodType;
  /** Most bytes of the body, where it is not the usual bound. */
  largestBody?: number;
  /** The answer may be large: an account is given few such at a time. */
  inBulk?: boolean;
  /** What fields refer to must be there; where it is not, that is told with all else that is wrong. */
  references?: RestReferences;
  query?: Readonly<Record<string, string>>;
  /** Runs before the body is read: is there such an object, and may the caller change it (1.4, steps 7 and 8)? */
  check?: (call: RestCall) => Promise<void>;
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
 * A path for somebody in particular, and its methods. `guard` runs after authentication and before anything else, method
 * included: it refuses callers who have nothing to do there (contract/rest-api.md 1.4, step 4).
 */
export type PersonalPath = Readonly<{
  /** Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  public?: false;
  guard?: (call: RestCall) => Promise<void>;
  /** Requests count against the rates of contract/rest-api.md 1.13. */
  throttled?: boolean;
  operations: Readonly<Partial<Record<RestMethod, RestOperation>>>;
}>;

/** What the handler of a public path has to work with: credentials mean nothing there (deviation D31). */
export type PublicCall = Readonly<{ request: Request; language: Language }>;

/** A path for everybody, which can only be read. */
export type PublicPath = Readonly<{
  path: string;
  tag: string;
  public: true;
  operations: Readonly<{
    GET: Pick<RestOperation, 'operationId' | 'summary' | 'query' | 'success'> & {
      readonly handle: (call: PublicCall) => Promise<RestAnswer>;
    };
  }>;
}>;

/** A path of the REST contract. */
export type RestPath = PersonalPath | PublicPath;
