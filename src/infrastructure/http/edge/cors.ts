import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';

type Options = {
  /** Full origins, such as `https://desk.example.fr`. */
  readonly allowedOrigins: readonly string[];
  /** Each must match the whole origin: a pattern without its `$` must not admit `…example.fr.evil.com`. */
  readonly allowedOriginPatterns: readonly RegExp[];
  readonly allowsAllOrigins: boolean;
};

const METHODS = 'DELETE, GET, OPTIONS, PATCH, POST, PUT';
const HEADERS = 'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with';
const MAX_AGE_SECONDS = 86_400;

/**
 * Lets pages of other origins call us with their cookies, and answers their preflights (contract/rest-api.md section
 * 1.7). Mount it before middleware that may refuse or redirect: browsers hide answers without these headers from the
 * page, and follow no redirect of a preflight.
 */
export function cors(options: Options): RequestHandler {
  const isAllowed = originJudge(options);
  return (req, res, next) => {
    const { origin } = req.headers;
    const allowed = origin !== undefined && isAllowed(origin);
    if (allowed) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    if (isPreflight(req)) answerPreflight(res, allowed);
    else next();
  };
}

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

function answerPreflight(res: ServerResponse, allowed: boolean): void {
  if (allowed) {
    res.setHeader('Access-Control-Allow-Methods', METHODS);
    res.setHeader('Access-Control-Allow-Headers', HEADERS);
    res.setHeader('Access-Control-Max-Age', MAX_AGE_SECONDS);
  }
  res.setHeader('Content-Length', 0);
  res.end();
}

/** `null` is the origin of sandboxed frames and local files, which anybody can create: it is never allowed. */
function originJudge({ allowedOrigins, allowedOriginPatterns, allowsAllOrigins }: Options) {
  const origins = new Set(allowedOrigins);
  const patterns = allowedOriginPatterns.map(
    ({ source, flags }) => new RegExp(`^(?:${source})$`, flags.replaceAll(/[gy]/g, '')),
  );
  return (origin: string): boolean =>
    origin !== 'null' &&
    (allowsAllOrigins || origins.has(origin) || patterns.some((pattern) => pattern.test(origin)));
}
