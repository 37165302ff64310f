import type { Organization } from '../../domain/organization/organization.ts';
import {
  ensureMayManage,
  ensureMayManageOrganizations,
  type OrganizationManagement,
  type OrganizationsManagement,
  organizationManagement,
  organizationsManagement,
} from '../../domain/organization/organization-management.ts';
import { isSharedMailDomain, type SharedMailDomains } from '../../domain/organization/shared-mail-domains.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type {
  ListedOrganization,
  OrganizationFilter,
  OrganizationOrderField,
  OrganizationQueries,
} from './organization-queries.ts';

type Deps = { organizationQueries: OrganizationQueries };
type ListDeps = Deps & { sharedMailDomains: SharedMailDomains };

export type ListOrganizations = (
  by: OrganizationOperator,
  filter: Omit<OrganizationFilter, 'domainAmong'> & {
    /** Only organizations that have a shared domain, which therefore matches nobody. */
    readonly hasSharedDomain?: true | undefined;
  },
  request: CursorRequest<OrganizationOrderField>,
) => Promise<Page<ListedOrganization> & { readonly management: OrganizationsManagement }>;

/** All organizations, for staff. @throws DomainError `organization.action_forbidden` */
export const makeListOrganizations =
  ({ organizationQueries, sharedMailDomains }: ListDeps): ListOrganizations =>
  async ({ isStaff }, { hasSharedDomain, ...filter }, request) => {
    ensureMayManageOrganizations(isStaff, 'list');
    const domainAmong = hasSharedDomain
      ? (await organizationQueries.domains()).filter((domain) =>
          isSharedMailDomain(domain, sharedMailDomains),
        )
      : undefined;
    const page = await searchPage(filter.search, (search) =>
      organizationQueries.page({ ...filter, search, domainAmong }, request),
    );
    return { ...page, management: organizationsManagement(isStaff) };
  };

export type InspectOrganization = (
  by: OrganizationOperator,
  id: OrganizationId,
) => Promise<{ readonly organization: Organization; readonly management: OrganizationManagement }>;

/**
 * Any organization with all its editable members, for staff.
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
