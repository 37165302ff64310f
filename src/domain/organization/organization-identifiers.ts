import { normalizeDomain } from '../shared/domain-name.ts';
import { isEmailDomain } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import { isLongerThan } from '../shared/text-length.ts';
import { ORGANIZATION_DOMAIN_MAX_LENGTH, type Organization } from './organization.ts';
import { hasWrongCheckDigits, isUsableId, normalizeRegistrationId } from './registration-id.ts';
import { isSharedMailDomain, type SharedMailDomains } from './shared-mail-domains.ts';

/** The identifiers that match people to organizations. */
export type OrganizationIdentifiers = Pick<Organization, 'registrationIds' | 'domains'>;

/** Most values of either kind in one request. */
export const IDENTIFIERS_MAX = 100;

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

/**
 * Typed registration ids as they are stored: normalized, each once, in the order written. The check digits of a SIRET or
 * SIREN must be right, except those of an id in `held`, which the organization has already.
 *
 * @param pattern the format of ids in this installation; null for any
 * @throws DomainError `organization.registration_id_invalid`, `organization.registration_id_check_digits` (params:
 *   `value`)
 */
export function readRegistrationIds(
  written: readonly string[],
  pattern: RegExp | null,
  held: readonly string[] = [],
): readonly string[] {
  const values = distinct(written.map(normalizeRegistrationId));
  for (const value of values) {
    if (!isUsableId(value, pattern)) {
      throw new DomainError('organization.registration_id_invalid', `Not a registration id: ${value}`, {
        params: { value },
      });
    }
    if (hasWrongCheckDigits(value) && !held.includes(value)) {
      const message = `Not a registration id: the check digits of ${value} are wrong`;
      throw new DomainError('organization.registration_id_check_digits', message, { params: { value } });
    }
  }
  return values;
}

/**
 * Typed domains as they are stored: trimmed, as DNS has them, each once, in the order written. Domains where anybody can
 * get an address are refused, except those in `held`, which the organization has already.
 *
 * @throws DomainError `organization.domain_invalid`, `organization.domain_shared` (params: `value`)
 */
export function readOrganizationDomains(
  written: readonly string[],
  shared: SharedMailDomains,
  held: readonly string[] = [],
): readonly string[] {
  const values = distinct(written.map((value) => normalizeDomain(value.trim())));
  const known = new Set(held.map(normalizeDomain));
  for (const value of values) {
    if (isLongerThan(value, ORGANIZATION_DOMAIN_MAX_LENGTH) || !isEmailDomain(value)) {
      throw new DomainError('organization.domain_invalid', `Not a domain of e-mail addresses: ${value}`, {
        params: { value },
      });
    }
    if (isSharedMailDomain(value, shared) && !known.has(value)) {
      const message = `Anybody gets an address at ${value}: it cannot be the domain of an organization`;
      throw new DomainError('organization.domain_shared', message, { params: { value } });
    }
  }
  return values;
}

/**
 * Refuses an organization that nobody can match (contract/rest-api.md 2.3).
 * @throws DomainError `organization.identifier_required`
 */
export function ensureIsIdentified({ registrationIds, domains }: OrganizationIdentifiers): void {
  if (registrationIds.length + domains.length > 0) return;
  throw new DomainError(
    'organization.identifier_required',
    'An organization needs a registration id or a domain',
  );
}
