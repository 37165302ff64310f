import type { DirectoryLookup, Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';

/** Columns of an organization whose table is called `o`. */
export const ORGANIZATION_COLUMNS = `o.id, o.name, o.metadata, o.is_active, o.directory_lookup_status,
  o.directory_lookup_at, o.created_at, o.updated_at,
  ARRAY(SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position)
    AS registration_ids,
  ARRAY(SELECT d.value FROM organization_domain d WHERE d.organization_id = o.id ORDER BY d.position) AS domains`;

export type OrganizationRow = {
  id: OrganizationId;
  name: string;
  metadata: Record<string, unknown>;
  is_active: boolean;
  directory_lookup_status: DirectoryLookup['status'] | null;
  directory_lookup_at: Date | null;
  created_at: Date;
  updated_at: Date;
  registration_ids: string[];
  domains: string[];
};

export const toOrganization = (row: OrganizationRow): Organization => ({
  id: row.id,
  name: row.name,
  registrationIds: row.registration_ids,
  domains: row.domains,
  metadata: row.metadata,
  isActive: row.is_active,
  directoryLookup:
    row.directory_lookup_status && row.directory_lookup_at
      ? { status: row.directory_lookup_status, at: row.directory_lookup_at }
      : null,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
