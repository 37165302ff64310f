import { DomainError } from '../../../domain/shared/errors.ts';

/** Half of a surrogate pair, which has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A value as one percent-encoded segment of a path.
 *
 * Servers decode before they route, and proxies resolve dots, so a slash or a dot segment would still reach another
 * resource with our credentials: no resource of such a name exists at dimail.
 * @throws DomainError `mail_provisioner.not_found`
 */
export function pathSegment(value: string): string {
  if (value === '' || value === '.' || value === '..' || value.includes('/') || LONE_SURROGATE.test(value)) {
    throw new DomainError('mail_provisioner.not_found', `nothing can be named ${JSON.stringify(value)}`);
  }
  return encodeURIComponent(value);
}
