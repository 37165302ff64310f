import type { IncomingMessage } from 'node:http';

/** Whether the browser spoke HTTPS, to us or to the proxy in front of us. */
export const isSecure = (request: IncomingMessage): boolean =>
  request.headers['x-forwarded-proto'] === 'https' || 'encrypted' in request.socket;
