import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isSecure } from './is-secure.ts';

type Options = {
  /** What browsers that used HTTPS are told about the future (RFC 6797); undefined: nothing. */
  readonly strictTransport: string | undefined;
};

/** The request headers that answers depend on, for caches. What sets `Vary` itself adds to them. */
export const VARY = 'Authorization, origin, Accept-Language, Cookie';

/** Answers are data: a browser that is made to show one as a page loads nothing, and shows it in no frame. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/**
 * The headers that every response carries, errors and probes included (contract/rest-api.md section 1.7). Mount it
 * before all middleware that answers. Pages set a content security policy of their own, and what may be kept by browsers
 * and proxies a `Cache-Control` of its own.
 */
export function securityHeaders({ strictTransport }: Options): RequestHandler {
  const headers = helmet({
    xFrameOptions: { action: 'deny' },
    xContentTypeOptions: true,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    xPoweredBy: true,
    // Beyond the contract: these headers suit pages, while most of our answers are data. The policy is set below.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    originAgentCluster: false,
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  return (req, res, next) => {
    res.setHeader('Vary', VARY);
    res.setHeader('Content-Security-Policy', NOTHING);
    res.setHeader('Cache-Control', 'no-store');
    if (strictTransport !== undefined && isSecure(req))
      res.setHeader('Strict-Transport-Security', strictTransport);
    headers(req, res, next);
  };
}
