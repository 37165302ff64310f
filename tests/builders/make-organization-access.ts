import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<OrganizationAccess, 'organizationId' | 'userId'> & Partial<OrganizationAccess>;

/** The access of an administrator. */
export const makeOrganizationAccess = (given: Given): OrganizationAccess => ({
  id: newId(),
  role: 'administrator',
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
