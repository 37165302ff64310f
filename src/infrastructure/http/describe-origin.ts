import { isIP } from 'node:net';
import type { Request, Response } from 'express';
import type { RequestOrigin } from '../../domain/audit/request-origin.ts';

/** IPv4 addresses as an IPv6 socket shows them (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(?=[0-9.]+$)/i;

/**
 * Where a request came from: the address that the outermost of our own proxies saw, and the id of its log lines. What
 * clients write into `X-Forwarded-For` themselves lies beyond the proxies we trust, and is not read.
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
