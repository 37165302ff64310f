import type { Organization } from '../../domain/organization/organization.ts';
import {
  ensureMayKeepOrganizations,
  ensureMayManage,
  type OrganizationKeeping,
  type OrganizationManagement,
  organizationKeeping,
  organizationManagement,
} from '../../domain/organization/organization-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type {
  ListedOrganization,
  OrganizationFilter,
  OrganizationOrderField,
  OrganizationQueries,
  Page,
  PageRequest,
} from '../ports/queries.ts';
import type { OrganizationKeeper } from './organization-keeper.ts';

type Deps = { organizationQueries: OrganizationQueries };

export type ListOrganizations = (
  by: OrganizationKeeper,
  filter: OrganizationFilter,
  request: PageRequest<OrganizationOrderField>,
) => Promise<Page<ListedOrganization> & { readonly management: OrganizationKeeping }>;

/** All organizations, for staff. @throws DomainError `organization.action_forbidden` */
export const makeListOrganizations =
  ({ organizationQueries }: Deps): ListOrganizations =>
  async ({ isStaff }, filter, request) => {
    ensureMayKeepOrganizations(isStaff, 'list');
    return { ...(await organizationQueries.page(filter, request)), management: organizationKeeping(isStaff) };
  };

export type InspectOrganization = (
  by: OrganizationKeeper,
  id: OrganizationId,
) => Promise<{ readonly organization: Organization; readonly management: OrganizationManagement }>;

/**
 * Any organization with all there is to edit, for staff.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`
 */
export const makeInspectOrganization =
  ({ organizationQueries }: Deps): InspectOrganization =>
  async ({ userId, organizationId, isStaff }, id) => {
    const found = await organizationQueries.find(id, userId);
    const isMember = userId !== null && organizationId === id;
    const standing = { isStaff, isMember, role: isMember ? found?.role : undefined };
    ensureMayManage(standing, 'edit');
    if (!found) throw new DomainError('organization.not_found', 'No such organization');
    return { organization: found.organization, management: organizationManagement(standing) };
  };
