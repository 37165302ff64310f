import type { DirectoryLookup, Organization } from '../../../domain/organization/organization.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

type Identifiers = Pick<Organization, 'registrationIds' | 'domains'>;

/** Identifiers have tables of their own. */
type StoredOrganization = Omit<Organization, keyof Identifiers | 'directoryLookup'> &
  Readonly<{ directoryLookupStatus: DirectoryLookup['status'] | null; directoryLookupAt: Date | null }>;

export const ORGANIZATION = defineTable<StoredOrganization>()(TABLE_RULES.organization, 'o', {
  id: { type: 'uuid' },
  name: { type: 'text' },
  metadata: { type: 'jsonb' },
  isActive: { type: 'boolean' },
  directoryLookupStatus: { type: 'text' },
  directoryLookupAt: { type: 'timestamptz' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});

/** Columns of an organization, table alias `o`, identifiers included. */
export const ORGANIZATION_COLUMNS = `${ORGANIZATION.columns},
  ARRAY(SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position)
    AS "registrationIds",
  ARRAY(SELECT d.value FROM organization_domain d WHERE d.organization_id = o.id ORDER BY d.position) AS domains`;

export type OrganizationRow = StoredOrganization & Identifiers;

export const toOrganization = (row: OrganizationRow): Organization => {
  const { directoryLookupStatus: status, directoryLookupAt: at, ...stored } = ORGANIZATION.of(row);
  const { registrationIds, domains } = row;
  return { ...stored, registrationIds, domains, directoryLookup: status && at ? { status, at } : null };
};

export const toStoredOrganization = ({
  registrationIds: _registrationIds,
  domains: _domains,
  directoryLookup,
  ...organization
}: Organization): StoredOrganization => ({
  ...organization,
  directoryLookupStatus: directoryLookup?.status ?? null,
  directoryLookupAt: directoryLookup?.at ?? null,
});
