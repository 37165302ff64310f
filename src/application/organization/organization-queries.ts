import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

export type OrganizationView = Readonly<{ organization: Organization; role: OrganizationRole | undefined }>;

/** An organization in the list of all. */
export type ListedOrganization = Organization & {
  /** How many administer it. */
  readonly administrators: number;
};

export type OrganizationOrderField = 'name' | 'created_at';

export type OrganizationFilter = Readonly<{
  /**
   * Part of the name, of a registration id or of a domain; letter case and accents do not count, `%` and `_` mean
   * themselves.
   */
  search?: string | undefined;
  isActive?: boolean | undefined;
  hasAdministrator?: boolean | undefined;
  /** Only those that have one of these domains, in lower case. */
  domainAmong?: readonly string[] | undefined;
}>;

export type StoredRegistrationId = Readonly<{ value: string; organizationId: OrganizationId }>;

/** One round trip each, whatever the length. */
export interface OrganizationQueries {
  /** The organization, with the role `userId` has in it; nobody has one in any. */
  find(id: OrganizationId, userId: UserId | null): Promise<OrganizationView | undefined>;
  /** All registration ids of organizations, by organization, each one's in their order. */
  registrationIds(): Promise<readonly StoredRegistrationId[]>;
  /** All e-mail domains of organizations, in no order. */
  domains(): Promise<readonly string[]>;
  /** Organizations, whoever asks. */
  page(
    filter: OrganizationFilter,
    request: PageRequest<OrganizationOrderField>,
  ): Promise<Page<ListedOrganization>>;
}
