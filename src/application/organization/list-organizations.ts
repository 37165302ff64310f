import type { Organization } from '../../domain/organization/organization.ts';
import {
  ensureMayKeepOrganizations,
  ensureMayManage,
  type OrganizationKeeping,
  type OrganizationManagement,
  organizationKeeping,
  organizationManagement,
} from '../../domain/organization/organization-management.ts';
import { isSharedMailDomain, type SharedMailDomains } from '../../domain/organization/shared-mail-domains.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { OrganizationKeeper } from './organization-keeper.ts';
import type {
  ListedOrganization,
  OrganizationFilter,
  OrganizationOrderField,
  OrganizationQueries,
} from './organization-queries.ts';

type Deps = { organizationQueries: OrganizationQueries };
type ListDeps = Deps & { sharedMailDomains: SharedMailDomains };

export type ListOrganizations = (
  by: OrganizationKeeper,
  filter: Omit<OrganizationFilter, 'domainAmong'> & {
    /** Only those that have a domain where anybody gets an address: such a domain matches nobody. */
    readonly hasSharedDomain?: true | undefined;
  },
  request: PageRequest<OrganizationOrderField>,
) => Promise<Page<ListedOrganization> & { readonly management: OrganizationKeeping }>;

/** All organizations, for staff. @throws DomainError `organization.action_forbidden` */
export const makeListOrganizations =
  ({ organizationQueries, sharedMailDomains }: ListDeps): ListOrganizations =>
  async ({ isStaff }, { hasSharedDomain, ...filter }, request) => {
    ensureMayKeepOrganizations(isStaff, 'list');
    const domainAmong = hasSharedDomain
      ? (await organizationQueries.domains()).filter((domain) =>
          isSharedMailDomain(domain, sharedMailDomains),
        )
      : undefined;
    const page = await organizationQueries.page({ ...filter, domainAmong }, request);
    return { ...page, management: organizationKeeping(isStaff) };
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
