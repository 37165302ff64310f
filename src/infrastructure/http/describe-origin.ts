import { isIP } from 'node:net';
import type { Request, Response } from 'express';
import type { RequestOrigin } from '../../domain/audit/request-origin.ts';

/** IPv4 addresses in the form of an IPv6 socket (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(?=[0-9.]+$)/i;

/**
 * The origin of a request: the address that the outermost of our proxies saw, and the id of the log lines. Entries that
 * clients write into `X-Forwarded-For` precede those of our proxies, and are ignored.
 */
export function describeOrigin(request: Request, response: Response): RequestOrigin {
  const address = (request.ip ?? '').replace(MAPPED, '');
  const requestId = response.getHeader('X-Request-ID');
  return {
    address: isIP(address) === 0 ? null : address,
    requestId: typeof requestId === 'string' ? requestId : null,
    via: 'session',
    client: null,
  };
}
