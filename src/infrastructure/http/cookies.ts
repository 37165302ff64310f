import type { IncomingMessage } from 'node:http';
import { parse } from 'cookie';

const parsed = new WeakMap<IncomingMessage, ReturnType<typeof parse>>();

/** The value of a cookie of the request, decoded; undefined when it is absent. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  let cookies = parsed.get(request);
  if (!cookies) {
    cookies = parse(cookie);
    parsed.set(request, cookies);
  }
  return cookies[name];
}
