import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/shared/errors.ts';

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750, 2.1); undefined for another scheme or none.
 *
 * @throws DomainError `bearer.malformed` when the scheme is there without exactly one token
 */
export function bearerToken(request: IncomingMessage): string | undefined {
  const [scheme = '', ...values] = (request.headers.authorization ?? '').split(/[ \t]+/).filter(Boolean);
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  const [token] = values;
  if (token !== undefined && values.length === 1) return token;
  const reason =
    token === undefined ? 'No credentials provided.' : 'Credentials string should not contain spaces.';
  throw new DomainError('bearer.malformed', 'Unusable Authorization header', { params: { reason } });
}
