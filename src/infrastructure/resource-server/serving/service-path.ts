import type { Request } from 'express';
import type { z } from 'zod';
import type {
  Restriction,
  ServiceFilter,
  ServiceScope,
} from '../../../application/access/resource-server/service-scope.ts';
import type { Translate } from '../../http/messages/translate.ts';
import type { RestAnswer, RestMethod, RestOperation } from '../../rest/serving/route.ts';

/** The arguments of a handler: the caller as a filtered scope, never the token, the person or the service. */
export type ServiceCall<R extends Restriction, Body = unknown> = Readonly<{
  request: Request;
  params: Readonly<Record<string, string>>;
  scope: ServiceScope<R>;
  translate: Translate;
  body: Body;
}>;

type Described = Pick<RestOperation, 'operationId' | 'summary' | 'query' | 'success'>;

/** One method of a path of the resource server. Only `serviceOperation` makes one. */
export type ServiceOperation = Described &
  Readonly<{
    filter: ServiceFilter<Restriction>;
    body?: z.ZodType;
    /** Largest body, in bytes, where it is not the default. */
    largestBody?: number;
    check?: (call: ServiceCall<never>) => Promise<void>;
    handle: (call: ServiceCall<never, never>) => Promise<RestAnswer>;
    /** Keeps other code from making one, whose handler might not agree with its filter. */
    [declared]: true;
  }>;

declare const declared: unique symbol;

/**
 * Declares an operation for calling services, together with the filter that restricts its data. Each operation has a
 * filter, and its handler gets only the scope that the filter makes of the caller: filter and handler agree, or it does
 * not compile.
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
 * A path that services call with an introspected token. Paths outside the table of these cannot be called (docs/adr, the
 * allow-list).
 */
export type ServicePath = Readonly<{
  /** Below the base path of the resource server, in Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  /** The format of bodies and failures. */
  dialect: 'contract' | 'scim';
  /** Whether ids may contain dots; elsewhere a dot would precede a format, and there are none (deviation D48). */
  hasDottedIds?: boolean;
  operations: Readonly<Partial<Record<RestMethod, ServiceOperation>>>;
}>;
