import type { Request } from 'express';

/**
 * Whether the browser used HTTPS to reach us, or the outermost of our proxies. As many entries of `X-Forwarded-Proto`
 * are trusted as we have proxies (the application's `trust proxy`), from the last one, which the nearest proxy wrote;
 * earlier ones came from the client. Where proxies replace the header instead of appending to it, it has one entry.
 */
export function isSecure(request: Request): boolean {
  if ('encrypted' in request.socket) return true;
  const proxies = Number(request.app.get('trust proxy'));
  if (!(proxies > 0)) return false;
  const written = (request.get('x-forwarded-proto') ?? '').split(',').slice(-proxies);
  return written[0]?.trim().toLowerCase() === 'https';
}
