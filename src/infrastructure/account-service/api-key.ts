import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/shared/errors.ts';

/**
 * The key of an `Authorization: ApiKey ⟨key⟩` header: any letter case, exactly one space (contract/rest-api.md 1.5).
 *
 * @throws DomainError `api_key.required` without the header, `api_key.malformed`
 */
export function apiKey({ headers, rawHeaders }: IncomingMessage): string {
  const header = headers.authorization ?? '';
  if (header === '') throw new DomainError('api_key.required', 'No Authorization header');
  const [scheme = '', key = '', ...more] = header.split(' ');
  const given = rawHeaders.filter((name, index) => index % 2 === 0 && /^authorization$/i.test(name));
  // Node keeps the first of several headers; a proxy may read another one, so several are refused.
  if (scheme.toLowerCase() !== 'apikey' || key === '' || more.length > 0 || given.length > 1) {
    throw new DomainError('api_key.malformed', 'Unusable Authorization header');
  }
  return key;
}
