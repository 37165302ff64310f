import { DomainError } from '../shared/errors.ts';
import type { OrganizationAccessId, OrganizationId, UserId } from '../shared/ids.ts';

export type OrganizationRole = 'administrator';

export type OrganizationAccess = Readonly<{
  id: OrganizationAccessId;
  organizationId: OrganizationId;
  userId: UserId;
  role: OrganizationRole;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a member may do with the organization; the API returns it as `abilities` (contract/rest-api.md 3.3). */
export type OrganizationAbilities = Readonly<{ get: boolean; patch: boolean; put: boolean; delete: boolean }>;

const MEMBER = { get: true, patch: false, put: false, delete: false };
const ABILITIES = {
  member: MEMBER,
  administrator: { ...MEMBER, patch: true, put: true },
} as const satisfies Record<OrganizationRole | 'member', OrganizationAbilities>;

/**
 * What a person may do with an organization: `isMember`: whether it is their own; `role`: their role in it.
 *
 * @throws DomainError `organization.not_found` for people of other organizations
 */
export function organizationAbilities(
  isMember: boolean,
  role: OrganizationRole | undefined,
): OrganizationAbilities {
  if (!isMember) throw new DomainError('organization.not_found', 'No such organization');
  return ABILITIES[role ?? 'member'];
}

/**
 * Refuses unless the abilities include changing the organization.
 *
 * @throws DomainError `organization.action_forbidden`
 */
export function ensureMayRename(abilities: OrganizationAbilities): void {
  if (!abilities.patch) {
    throw new DomainError('organization.action_forbidden', 'Only an administrator renames the organization');
  }
}
