import type { IncomingMessage } from 'node:http';
import { parse } from 'cookie';

/** The value of a cookie of the request, decoded; undefined when it is absent. */
export const cookieOf = (request: IncomingMessage, name: string): string | undefined =>
  request.headers.cookie === undefined ? undefined : parse(request.headers.cookie)[name];
