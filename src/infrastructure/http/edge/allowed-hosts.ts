import type { RequestHandler } from 'express';
import { sendJson } from '../send-json.ts';
import { isProbe } from './probe-paths.ts';

/** A name or an address (IPv6 in brackets), with an optional port. */
const HOST = /^([a-z0-9._-]+|\[[a-f0-9:.]+\])(?::\d{1,5})?$/;

/**
 * Whether `host`, a `Host` header, is one of `allowed`: a name (`example.fr`), a name with its sub-domains
 * (`.example.fr`) or anything (`*`), ignoring case and port, as `DJANGO_ALLOWED_HOSTS` does.
 */
export function isAllowedHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = HOST.exec((host ?? '').toLowerCase())?.[1]?.replace(/\.$/, '');
  if (name === undefined || name === '') return false;
  return allowed.some((pattern) => matches(name, pattern.toLowerCase()));
}

const matches = (name: string, pattern: string): boolean =>
  pattern === '*' || (pattern.startsWith('.') ? `.${name}`.endsWith(pattern) : name === pattern);

/** Longest part of a foreign `Host` that is logged, in characters: names in DNS are no longer. */
const LONGEST_NAME = 253;

/**
 * Refuses and logs requests for hosts that are not ours, whose name could end up in links and redirects. Probes pass,
 * since they use addresses.
 */
export const allowedHosts =
  (allowed: readonly string[], onRefused: (host: string) => void = () => undefined): RequestHandler =>
  (req, res, next) => {
    if (isProbe(req.path) || isAllowedHost(req.headers.host, allowed)) return next();
    onRefused((req.headers.host ?? '').slice(0, LONGEST_NAME));
    sendJson(res, 400, { detail: 'Invalid host header.' });
  };
