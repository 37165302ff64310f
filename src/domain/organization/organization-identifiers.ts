import { isEmailDomain } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import { isLongerThan } from '../shared/text-length.ts';
import {
  ORGANIZATION_DOMAIN_MAX_LENGTH,
  type Organization,
  REGISTRATION_ID_MAX_LENGTH,
} from './organization.ts';

/** What people and their organizations are matched by. */
export type OrganizationIdentifiers = Pick<Organization, 'registrationIds' | 'domains'>;

/** Most values of either kind that can be given at once. */
export const IDENTIFIERS_MAX = 100;

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

/**
 * Registration ids as they are stored: trimmed, each once, in the order written.
 *
 * @param pattern what they look like in this installation; null when anything does
 * @throws DomainError `organization.registration_id_invalid` (params: `value`)
 */
export function readRegistrationIds(written: readonly string[], pattern: RegExp | null): readonly string[] {
  const values = distinct(written.map((value) => value.trim()));
  for (const value of values) {
    const fits = value !== '' && !isLongerThan(value, REGISTRATION_ID_MAX_LENGTH) && !value.includes('\0');
    if (fits && (pattern?.test(value) ?? true)) continue;
    throw new DomainError('organization.registration_id_invalid', `Not a registration id: ${value}`, {
      params: { value },
    });
  }
  return values;
}

/**
 * Domains as they are stored: trimmed, in lower case, each once, in the order written.
 *
 * @throws DomainError `organization.domain_invalid` (params: `value`)
 */
export function readOrganizationDomains(written: readonly string[]): readonly string[] {
  const values = distinct(written.map((value) => value.trim().toLowerCase()));
  for (const value of values) {
    if (!isLongerThan(value, ORGANIZATION_DOMAIN_MAX_LENGTH) && isEmailDomain(value)) continue;
    throw new DomainError('organization.domain_invalid', `Not a domain of e-mail addresses: ${value}`, {
      params: { value },
    });
  }
  return values;
}

/** Somebody must match it (contract/rest-api.md 2.3). @throws DomainError `organization.identifier_required` */
export function ensureIsIdentified({ registrationIds, domains }: OrganizationIdentifiers): void {
  if (registrationIds.length + domains.length > 0) return;
  throw new DomainError(
    'organization.identifier_required',
    'An organization needs a registration id or a domain',
  );
}
