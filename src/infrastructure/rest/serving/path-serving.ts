import type { Request, RequestHandler, Response } from 'express';
import { acceptsJson } from '../../http/accepts-json.ts';
import { HttpError } from '../../http/http-error.ts';
import { sendJson } from '../../http/send-json.ts';
import { sendJsonList } from '../../http/send-json-list.ts';
import type { RestAnswer, RestMethod } from './route.ts';

/** Methods in the order of the `Allow` header. */
const METHODS: readonly RestMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The `Allow` header of a path with these operations. */
export const allowOf = (operations: object): string =>
  [
    ...METHODS.filter((method) => method in operations),
    ...('GET' in operations ? ['HEAD'] : []),
    'OPTIONS',
  ].join(', ');

/** The method whose operation answers a request: `HEAD` is a `GET` whose body is left out. */
export const servedMethod = ({ method }: Request): RestMethod =>
  (method === 'HEAD' ? 'GET' : method) as RestMethod;

/** Neither slugs nor ids hold a dot or a control character: what does is no route of ours (suffixes, deviation D48). */
export const passOddParameters: RequestHandler = ({ params }, _response, next) => {
  const isOdd = Object.values(params).some((value) => /[.\p{Cc}]/u.test(String(value)));
  next(isOdd ? 'route' : undefined);
};

/** @throws HttpError 405 */
export const methodNotAllowed = (method: string): HttpError =>
  new HttpError(405, (translate) => ({ detail: translate('method_not_allowed', { method }) }));

/** @throws HttpError 406 unless the client takes JSON, or one of the other names it goes by */
export function checkAccept(request: Request, otherNames?: readonly string[]): void {
  if (acceptsJson(request.headers.accept, otherNames)) return;
  throw new HttpError(406, (translate) => ({ detail: translate('not_acceptable') }));
}

export async function answerWith(
  response: Response,
  { status, body, parts, headers = {} }: RestAnswer,
  type?: string,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (parts) await sendJsonList(response, status, parts);
  else if (body === undefined) response.status(status).end();
  else sendJson(response, status, body, type);
}
