import type { Request } from 'express';
import type { z } from 'zod';
import type {
  Restriction,
  ServiceFilter,
  ServiceScope,
} from '../../../application/access/resource-server/service-scope.ts';
import type { Translate } from '../../http/messages/translate.ts';
import type { RestAnswer, RestMethod, RestOperation } from '../../rest/serving/route.ts';

/** What a handler has to work with: the caller only as its filter left it, never the token, the person or the service. */
export type ServiceCall<R extends Restriction, Body = unknown> = Readonly<{
  request: Request;
  params: Readonly<Record<string, string>>;
  scope: ServiceScope<R>;
  translate: Translate;
  body: Body;
}>;

type Described = Pick<RestOperation, 'operationId' | 'summary' | 'query' | 'success'>;

/** One method of a path of the resource server. Made by `serviceOperation` alone. */
export type ServiceOperation = Described &
  Readonly<{
    filter: ServiceFilter<Restriction>;
    body?: z.ZodType;
    /** Most bytes of the body, where it is not the usual bound. */
    largestBody?: number;
    check?: (call: ServiceCall<never>) => Promise<void>;
    handle: (call: ServiceCall<never, never>) => Promise<RestAnswer>;
    /** Nobody makes one by hand: the handler would not have to agree with the filter. */
    [declared]: true;
  }>;

declare const declared: unique symbol;

/**
 * Declares an operation for calling services, together with the filter that restricts its data. There is no operation
 * without filter, and its handler has nothing to ask with but what that filter makes of the caller: the two agree, or it
 * does not compile.
 */
export const serviceOperation = <R extends Restriction, Schema extends z.ZodType = z.ZodType<undefined>>(
  operation: Described & {
    readonly filter: ServiceFilter<R>;
    readonly body?: Schema;
    readonly largestBody?: number;
    /** Runs before the body is read (contract/rest-api.md 1.4, steps 7 and 8). */
    readonly check?: (call: ServiceCall<R>) => Promise<void>;
    readonly handle: (call: ServiceCall<R, z.output<Schema>>) => Promise<RestAnswer>;
  },
): ServiceOperation => operation as unknown as ServiceOperation;

/**
 * A path that calling services reach with an introspected token. What is not in the table of these is out of their reach
 * (docs/adr, the allow-list).
 */
export type ServicePath = Readonly<{
  /** Below the base path of the resource server, in Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  /** How bodies and failures are written. */
  dialect: 'contract' | 'scim';
  /** Ids may hold dots; elsewhere a dot names a format, and there are none (deviation D48). */
  hasDottedIds?: boolean;
  operations: Readonly<Partial<Record<RestMethod, ServiceOperation>>>;
}>;
