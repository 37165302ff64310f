import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

export type OrganizationView = Readonly<{ organization: Organization; role: OrganizationRole | undefined }>;

/** An organization in the list of all organizations. */
export type ListedOrganization = Organization & {
  /** The number of its administrators. */
  readonly administrators: number;
};

export type OrganizationOrderField = 'name' | 'created_at';

export type OrganizationFilter = Readonly<{
  /** Part of the name, of a registration id or of a domain; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  isActive?: boolean | undefined;
  hasAdministrator?: boolean | undefined;
  /** Only organizations with one of these domains, in lower case. */
  domainAmong?: readonly string[] | undefined;
}>;

export type StoredRegistrationId = Readonly<{ value: string; organizationId: OrganizationId }>;

/** One round trip each, for lists of any length. */
export interface OrganizationQueries {
  /** The organization with the role of `userId` in it; null has no role. */
  find(id: OrganizationId, userId: UserId | null): Promise<OrganizationView | undefined>;
  /** All registration ids, by organization, each organization's in their order. */
  registrationIds(): Promise<readonly StoredRegistrationId[]>;
  /** All e-mail domains of organizations, in no order. */
  domains(): Promise<readonly string[]>;
  /** All organizations, for any viewer; the total is counted up to `MOST_COUNTED`. */
  page(
    filter: OrganizationFilter,
    request: CursorRequest<OrganizationOrderField>,
  ): Promise<Page<ListedOrganization>>;
}
