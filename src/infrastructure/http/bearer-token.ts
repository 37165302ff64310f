import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/shared/errors.ts';

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750, 2.1); undefined for another scheme or none.
 *
 * @throws DomainError `bearer.malformed` when the scheme is not followed by exactly one token
 * @throws DomainError `bearer.request_invalid` when a token is sent more than once (RFC 6750, 2 and 3.1)
 */
export function bearerToken(request: IncomingMessage): string | undefined {
  const [scheme = '', ...values] = (request.headers.authorization ?? '').split(/[ \t]+/).filter(Boolean);
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  const [token] = values;
  if (token === undefined) throw malformed('No credentials provided.');
  if (values.length > 1) throw malformed('Credentials string should not contain spaces.');
  if (isSentAgain(request)) throw new DomainError('bearer.request_invalid', 'Several access tokens');
  return token;
}

const malformed = (reason: string): DomainError =>
  new DomainError('bearer.malformed', 'Unusable Authorization header', { params: { reason } });

/** Node keeps the first of several `Authorization` headers; a proxy may read another one, so several are refused. */
function isSentAgain({ rawHeaders, url = '' }: IncomingMessage): boolean {
  const headers = rawHeaders.filter((name, index) => index % 2 === 0 && /^authorization$/i.test(name));
  const query = url.indexOf('?');
  return headers.length > 1 || (query >= 0 && new URLSearchParams(url.slice(query)).has('access_token'));
}
