import { ORGANIZATION_DOMAIN_MAX_LENGTH } from '../../domain/organization/organization.ts';
import { isPlaceholderId, normalizeRegistrationId } from '../../domain/organization/registration-id.ts';
import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';
import type { MapRow, RowFindings } from './mapping.ts';
import type { TargetRow } from './target-tables.ts';

type Listed = TargetRow<'organization_domain'>;

/**
 * Gives an organization its identifiers, except those of an organization read before (deviation D1): the oldest is read
 * first.
 */
function claim(
  organizationId: string,
  values: readonly string[],
  taken: Map<string, string>,
  findings: RowFindings,
): readonly Listed[] {
  const kept: Listed[] = [];
  for (const value of values) {
    const holder = taken.get(value);
    if (value === '') findings.add('an identifier is empty', 'identifier left out');
    else if (holder === organizationId) findings.add(`${value} is listed twice`, 'listed once');
    else if (holder !== undefined) {
      findings.add(`${value} also belongs to organization ${holder}`, 'identifier left to the older one');
    } else {
      taken.set(value, organizationId);
      kept.push({ value, organization_id: organizationId, position: kept.length + 1 });
    }
  }
  return kept;
}

/** Ids in normalized form, without placeholders. */
function readIds(written: readonly string[], findings: RowFindings): readonly string[] {
  return written.flatMap((text) => {
    const id = normalizeRegistrationId(text);
    if (text !== '' && isPlaceholderId(id)) {
      findings.add(`${JSON.stringify(text)} is no registration id`, 'identifier left out');
      return [];
    }
    if (id !== text)
      findings.add(`${JSON.stringify(text)} is not written as ids are here`, `stored as ${id}`);
    return [id];
  });
}

export const mapOrganization: MapRow<'people_organization'> = (
  { registration_id_list: registrationIds, domain_list: domains, ...row },
  memory,
  findings,
) => {
  const metadata = findings.object('metadata', row.metadata);
  const ids = readIds(registrationIds, findings);
  const names = domains.map((domain) => {
    const name = normalizeDomain(domain);
    return isLongerThan(name, ORGANIZATION_DOMAIN_MAX_LENGTH) ? domain.toLowerCase() : name;
  });
  return {
    organization: [{ ...row, name: findings.line('name', row.name), metadata }],
    organization_registration_id: claim(row.id, ids, memory.registrationIds, findings),
    organization_domain: claim(row.id, names, memory.domains, findings),
  };
};

export const mapServiceProvider: MapRow<'people_service_provider'> = (row, _memory, findings) => {
  findings.uniqueLine('name', row.name);
  return { service_provider: [row] };
};

export const mapOrganizationServiceProvider: MapRow<'people_organization_service_providers'> = (row) => ({
  organization_service_provider: [
    { organization_id: row.organization_id, service_provider_id: row.serviceprovider_id },
  ],
});

export const mapOrganizationAccess: MapRow<'people_organization_access'> = (row, _memory, findings) =>
  row.role === 'administrator'
    ? { organization_access: [row] }
    : findings.leaveOut(`unknown role ${row.role}`);
