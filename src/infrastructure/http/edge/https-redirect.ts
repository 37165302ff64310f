import type { RequestHandler } from 'express';
import { isSecure } from './is-secure.ts';
import { isProbe } from './probe-paths.ts';

/** Node decodes each byte of a request line as one character; those beyond ASCII are percent-encoded here. */
const encoded = (target: string): string =>
  target.replace(/[\x7f-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Redirects requests over plain HTTP to the same address over HTTPS, except probes, which are internal
 * (contract/rest-api.md section 1.7). Mount it after `allowedHosts`: the redirect uses the `Host` header, which must be
 * known to be ours.
 */
export const httpsRedirect: RequestHandler = (req, res, next) => {
  if (isSecure(req) || isProbe(req.path)) return next();
  // A request line may also contain an absolute address or `*`, which must not be appended to our host.
  const path = req.originalUrl.startsWith('/') ? encoded(req.originalUrl) : '/';
  res.statusCode = 301;
  res.setHeader('Location', `https://${req.headers.host ?? ''}${path}`);
  res.setHeader('Content-Length', 0);
  res.end();
};
