import { MAIL_DOMAIN_NAME_MAX_LENGTH } from '../shared/address-bounds.ts';
import { asciiDomainName } from '../shared/domain-name.ts';
import { DomainError } from '../shared/errors.ts';
import { isLongerThan } from '../shared/text-length.ts';

export { MAIL_DOMAIN_NAME_MAX_LENGTH };

const ASCII_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The name as stored: lower case ASCII, internationalised labels in their `xn--` form (RFC 5891).
 *
 * @throws DomainError `mail_domain.invalid_name` when `written` is not a domain name with at least two labels
 */
export function parseMailDomainName(written: string): string {
  const invalid = () => new DomainError('mail_domain.invalid_name', 'Not a domain name');
  const name = asciiDomainName(written.trim());
  if (name === undefined) throw invalid();
  const labels = name.split('.');
  const isValid =
    !isLongerThan(name, MAIL_DOMAIN_NAME_MAX_LENGTH) &&
    labels.every((label) => ASCII_LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  if (!isValid) throw invalid();
  return name;
}
