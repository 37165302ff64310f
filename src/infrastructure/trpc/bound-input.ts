import { TRPCError } from '@trpc/server';
import type { Request } from 'express';
import { DEEPEST_JSON, isNestedTooDeeply, isTextNestedTooDeeply } from '../http/body/json-depth.ts';
import { readBytes } from '../http/body/read-bytes.ts';
import { USUAL_BODY_BYTES } from '../http/body/usual-body-bytes.ts';
import type { AppRouter } from './app-router.ts';
import type { TrpcMeta } from './procedure/trpc.ts';

const tooDeep = (): TRPCError =>
  new TRPCError({ code: 'BAD_REQUEST', message: `Input nested deeper than ${DEEPEST_JSON} levels` });
const tooLarge = (limit: number): TRPCError =>
  new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: `Input of more than ${limit} bytes` });

/** Declarations of procedures besides their input, by name. */
export type Declarations = ReadonlyMap<string, TrpcMeta>;

export function declarationsOf(router: AppRouter): Declarations {
  const procedures: object = router._def.procedures;
  return new Map(
    Object.entries(procedures).flatMap(([name, procedure]): [string, TrpcMeta][] => {
      const meta: TrpcMeta | undefined = procedure._def.meta;
      return meta === undefined ? [] : [[name, meta]];
    }),
  );
}

/** The procedures in the path of a request. */
export const calledBy = (request: Request): readonly string[] => request.path.slice(1).split(',');

/**
 * Reads the input of a request for tRPC's adapter, which would parse any input; returns undefined when it is within the
 * bounds. Otherwise the input is removed from the request and its error returned: the procedure throws it after it has
 * refused unauthorized callers.
 *
 * @param declarations of the procedures; a batch may be as large as the largest that one of them declares
 * @param isForSomebody whether the caller is authenticated; bodies of others are refused
 */
export async function boundInput(
  request: Request,
  declarations: Declarations,
  isForSomebody: boolean,
): Promise<TRPCError | undefined> {
  const refusal = boundQuery(request);
  if (refusal || request.method === 'GET' || request.method === 'HEAD') return refusal;
  if (!isForSomebody) {
    request.body = '';
    return undefined;
  }
  const limits = calledBy(request).map((name) => declarations.get(name)?.largestBody ?? USUAL_BODY_BYTES);
  const limit = Math.max(...limits);
  const bytes = await readBytes(request, limit);
  const isDeep = bytes !== undefined && isNestedTooDeeply(bytes);
  request.body = bytes === undefined || isDeep ? '' : new TextDecoder().decode(bytes);
  if (bytes === undefined) return tooLarge(limit);
  return isDeep ? tooDeep() : undefined;
}

/** Opening brackets of JSON in an address, plain or percent-encoded. */
const OPENING = /\[|\{|%5b|%7b/gi;

/** Parameters of the address are JSON too. They are checked only when the address has enough brackets. */
function boundQuery(request: Request): TRPCError | undefined {
  const { url } = request;
  const query = url.indexOf('?');
  if (query < 0 || (url.match(OPENING)?.length ?? 0) <= DEEPEST_JSON) return undefined;
  const parameters = new URLSearchParams(url.slice(query));
  if (![...parameters.values()].some(isTextNestedTooDeeply)) return undefined;
  const kept = parameters.get('batch') === '1' ? '?batch=1' : '';
  request.url = `${url.slice(0, query)}${kept}`;
  return tooDeep();
}
