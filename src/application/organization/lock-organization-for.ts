import type { Organization } from '../../domain/organization/organization.ts';
import {
  ensureMayManage,
  type OrganizationManagement,
} from '../../domain/organization/organization-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { OrganizationOperator } from './organization-operator.ts';

/**
 * Locks an organization, then checks that the actor may do `action`: the right cannot be removed in between.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`
 */
export async function lockOrganizationFor(
  { organizations, organizationAccesses }: Pick<Repositories, 'organizations' | 'organizationAccesses'>,
  by: OrganizationOperator,
  id: OrganizationId,
  action: keyof OrganizationManagement,
): Promise<Organization> {
  const organization = await organizations.lock(id);
  if (!organization) throw new DomainError('organization.not_found', 'No such organization');
  const { userId, isStaff } = by;
  const isMember = userId !== null && by.organizationId === id;
  const role = isMember ? await organizationAccesses.roleOf(id, userId) : undefined;
  ensureMayManage({ isStaff, isMember, role }, action);
  return organization;
}
