import type { IncomingMessage } from 'node:http';

type Options = {
  /** Whether a proxy in front of us sets `X-Forwarded-Proto`; without one, any client could. */
  readonly trustsForwardedProto?: boolean;
};

/** Whether the browser spoke HTTPS, to us or to the proxy in front of us (the first of several proxies). */
export function isSecure(request: IncomingMessage, { trustsForwardedProto = true }: Options = {}): boolean {
  if ('encrypted' in request.socket) return true;
  if (!trustsForwardedProto) return false;
  return (
    String(request.headers['x-forwarded-proto'] ?? '')
      .split(',', 1)[0]
      ?.trim() === 'https'
  );
}
