import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isSecure } from './is-secure.ts';

type Options = {
  /** Production: browsers that came by HTTPS must come back by HTTPS. */
  readonly strictTransport: boolean;
};

/** What answers depend on, for caches on the way. */
const VARY = 'Authorization, origin, Accept-Language, Cookie';

/**
 * The headers that every response carries, errors and probes included (contract/rest-api.md section 1.7).
 * Mount it before whatever answers. Pages with scripts add a content security policy of their own.
 */
export function securityHeaders({ strictTransport }: Options): RequestHandler {
  const headers = helmet({
    xFrameOptions: { action: 'deny' },
    xContentTypeOptions: true,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    xPoweredBy: true,
    // Not part of the contract: these suit pages, while most of what we answer is data.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  return (req, res, next) => {
    res.setHeader('Vary', VARY);
    if (strictTransport && isSecure(req)) {
      res.setHeader('Strict-Transport-Security', 'max-age=60; includeSubDomains; preload');
    }
    headers(req, res, next);
  };
}
