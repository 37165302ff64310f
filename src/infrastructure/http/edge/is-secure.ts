import type { Request } from 'express';

/**
 * Whether the browser spoke HTTPS: to us, or to the outermost of our proxies. As many entries of `X-Forwarded-Proto` are
 * believed as we have proxies (the application's `trust proxy`), from the last one, which the proxy next to us wrote; what
 * stands before them came from the client. Where proxies replace the header instead of adding to it, it has one entry.
 */
export function isSecure(request: Request): boolean {
  if ('encrypted' in request.socket) return true;
  const proxies = Number(request.app.get('trust proxy'));
  if (!(proxies > 0)) return false;
  const written = (request.get('x-forwarded-proto') ?? '').split(',').slice(-proxies);
  return written[0]?.trim().toLowerCase() === 'https';
}
