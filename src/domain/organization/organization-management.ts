import { DomainError } from '../shared/errors.ts';
import type { OrganizationRole } from './organization-access.ts';

/** What a person may do with an organization, beyond reading and renaming it; returned as `management`. */
export type OrganizationManagement = Readonly<{
  /** See its administrators. */
  readAccesses: boolean;
  /** Add and remove administrators. */
  manageAccesses: boolean;
  /** Ask to become its administrator, while it has none. */
  claim: boolean;
  /** Decide on claims to administer it. */
  decideClaims: boolean;
  /** Change its metadata. */
  changeMetadata: boolean;
  /** Choose the services that may see it. */
  manageServiceProviders: boolean;
  /** Change its name, registration ids, e-mail domains and activity, and see all these, for any organization. */
  edit: boolean;
}>;

/** What a person may do with organizations in general; returned beside their list as `management`. */
export type OrganizationsManagement = Readonly<{
  /** Search all organizations. */
  list: boolean;
  /** Create an organization before its first member signs in. */
  create: boolean;
  /** Merge two organizations. */
  merge: boolean;
  /** See and settle discrepancies between people's organizations and their providers' claims. */
  settleDiscrepancies: boolean;
}>;

const NOTHING: OrganizationManagement = {
  readAccesses: false,
  manageAccesses: false,
  claim: false,
  decideClaims: false,
  changeMetadata: false,
  manageServiceProviders: false,
  edit: false,
};
const TABLE = {
  outsider: NOTHING,
  member: { ...NOTHING, readAccesses: true, claim: true },
  administrator: { ...NOTHING, readAccesses: true, manageAccesses: true },
  staff: {
    readAccesses: true,
    manageAccesses: true,
    claim: false,
    decideClaims: true,
    changeMetadata: true,
    manageServiceProviders: true,
    edit: true,
  },
} as const satisfies Record<string, OrganizationManagement>;

const MANAGEMENT = {
  staff: { list: true, create: true, merge: true, settleDiscrepancies: true },
  others: { list: false, create: false, merge: false, settleDiscrepancies: false },
} as const satisfies Record<string, OrganizationsManagement>;

export const organizationsManagement = (isStaff: boolean): OrganizationsManagement =>
  MANAGEMENT[isStaff ? 'staff' : 'others'];

/** @throws DomainError `organization.action_forbidden` */
export function ensureMayManageOrganizations(isStaff: boolean, action: keyof OrganizationsManagement): void {
  if (organizationsManagement(isStaff)[action]) return;
  throw new DomainError('organization.action_forbidden', `Only staff ${action} organizations`);
}

/**
 * A person's relation to an organization. Administrators are members: an administrator of another one is an outsider.
 */
export type OrganizationStanding = Readonly<{
  isStaff: boolean;
  isMember: boolean;
  role: OrganizationRole | undefined;
}>;

export function organizationManagement({
  isStaff,
  isMember,
  role,
}: OrganizationStanding): OrganizationManagement {
  if (isStaff) return { ...TABLE.staff, claim: isMember && role === undefined };
  if (!isMember) return TABLE.outsider;
  return TABLE[role ?? 'member'];
}

/**
 * Refuses unless a person with that standing may do `action`.
 *
 * @throws DomainError `organization.not_found` to outsiders, `organization.action_forbidden`
 */
export function ensureMayManage(standing: OrganizationStanding, action: keyof OrganizationManagement): void {
  if (organizationManagement(standing)[action]) return;
  if (!standing.isStaff && !standing.isMember) {
    throw new DomainError('organization.not_found', 'No such organization');
  }
  throw new DomainError('organization.action_forbidden', `May not ${action}`);
}

/**
 * Administrators may not remove the last administrator; staff may, and the organization can then be claimed.
 *
 * @throws DomainError `organization_access.last_administrator`
 */
export function ensureMayRemoveAdministrator(isStaff: boolean, administrators: number): void {
  if (isStaff || administrators > 1) return;
  throw new DomainError('organization_access.last_administrator', 'Nobody would administer it');
}
