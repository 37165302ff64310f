import { isPlaceholderId, normalizeRegistrationId } from '../../domain/organization/registration-id.ts';
import { isOneOf, type MapRow, RowFindings } from './mapping.ts';
import type { TargetRow } from './target-tables.ts';

type Listed = TargetRow<'organization_domain'>;

/**
 * Gives an organization those of its identifiers that no organization read before has (deviation D1): the oldest is read
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

/** As they are stored here; what stands for no id is left out. */
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

export const mapOrganization: MapRow<'people_organization'> = (row, memory) => {
  const findings = new RowFindings('people_organization', row.id);
  const isObject = row.metadata.startsWith('{');
  if (!isObject) findings.add(`metadata is not an object: ${row.metadata}`, 'replaced by an empty one');
  const domains = row.domain_list.map((domain) => domain.toLowerCase());
  const registrationIds = claim(
    row.id,
    readIds(row.registration_id_list, findings),
    memory.registrationIds,
    findings,
  );
  const organizationDomains = claim(row.id, domains, memory.domains, findings);
  return {
    rows: {
      organization: [
        {
          id: row.id,
          name: row.name,
          metadata: isObject ? row.metadata : '{}',
          is_active: row.is_active,
          created_at: row.created_at,
          updated_at: row.updated_at,
        },
      ],
      organization_registration_id: registrationIds,
      organization_domain: organizationDomains,
    },
    findings: findings.list,
  };
};

export const mapServiceProvider: MapRow<'people_service_provider'> = (row) => ({
  rows: { service_provider: [row] },
  findings: [],
});

export const mapOrganizationServiceProvider: MapRow<'people_organization_service_providers'> = (row) => ({
  rows: {
    organization_service_provider: [
      { organization_id: row.organization_id, service_provider_id: row.serviceprovider_id },
    ],
  },
  findings: [],
});

const ROLES = ['administrator'] as const;

export const mapOrganizationAccess: MapRow<'people_organization_access'> = (row) => {
  const findings = new RowFindings('people_organization_access', row.id);
  if (!isOneOf(ROLES, row.role)) return findings.leaveOut(`unknown role ${row.role}`);
  return { rows: { organization_access: [row] }, findings: findings.list };
};
