import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';

/** What sessions tell their owner of the request in which they began. */
export type RequestSurroundings = Readonly<{ address: string | null; userAgent: string | null }>;

/** Longest name of a browser that is stored, in characters. */
const LONGEST_USER_AGENT = 300;

/** The request that is being answered, for the storage of sessions: the OpenID library does not pass it on. */
export const requestSurroundings = new AsyncLocalStorage<RequestSurroundings>();

export const surroundingsOf = (request: IncomingMessage, address: string | null): RequestSurroundings => ({
  address,
  userAgent: request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? null,
});
