import type { RequestHandler } from 'express';
import { isSecure } from './is-secure.ts';
import { isProbe } from './probe-paths.ts';

/** Node gives each byte of a request line as a character; those beyond ASCII are percent-encoded. */
const encoded = (target: string): string =>
  target.replace(/[\x7f-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Sends requests that came over plain HTTP to the same address over HTTPS, except probes, which come from
 * inside (contract/rest-api.md section 1.7). Mount it after `allowedHosts`: the address is that of the `Host`
 * header, which must be known to be ours.
 */
export const httpsRedirect: RequestHandler = (req, res, next) => {
  if (isSecure(req) || isProbe(req.path)) return next();
  // A request line may also hold an absolute address or `*`, which must not be glued to our name.
  const path = req.originalUrl.startsWith('/') ? encoded(req.originalUrl) : '/';
  res.statusCode = 301;
  res.setHeader('Location', `https://${req.headers.host ?? ''}${path}`);
  res.setHeader('Content-Length', 0);
  res.end();
};
