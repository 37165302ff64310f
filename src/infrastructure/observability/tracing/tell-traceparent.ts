import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { currentTraceparent } from './traceparent.ts';

/** Where the HTTP client says that it is about to ask somebody. */
const CHANNEL = 'undici:request:create';

type OutgoingRequest = Readonly<{ origin: string | URL; addHeader(name: string, value: string): unknown }>;

/**
 * Sends the header of W3C Trace Context with what is asked of one server, so that its traces go on from ours. Others are told
 * nothing. @returns what ends it
 */
export function tellTraceparent(address: string): () => void {
  const { origin } = new URL(address);
  const tell = (message: unknown): void => {
    const { request } = message as { readonly request: OutgoingRequest };
    if (new URL(request.origin).origin !== origin) return;
    const traceparent = currentTraceparent();
    if (traceparent !== undefined) request.addHeader('traceparent', traceparent);
  };
  subscribe(CHANNEL, tell);
  return () => unsubscribe(CHANNEL, tell);
}
