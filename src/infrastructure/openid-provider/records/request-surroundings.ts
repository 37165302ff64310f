import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';

/** What sessions tell their owner, and the audit log its readers, of a request. */
export type RequestSurroundings = Readonly<{ origin: RequestOrigin; userAgent: string | null }>;

/** Longest name of a browser that is stored, in characters. */
const LONGEST_USER_AGENT = 300;

/** The request that is being answered, for what is stored of it: the OpenID library does not pass it on. */
export const requestSurroundings = new AsyncLocalStorage<RequestSurroundings>();

export const surroundingsOf = (request: IncomingMessage, origin: RequestOrigin): RequestSurroundings => ({
  origin,
  userAgent: request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? null,
});
