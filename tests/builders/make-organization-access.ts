import type { StoredOrganizationAccess } from '../../src/adapters/memory/memory-tables.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<StoredOrganizationAccess, 'organizationId' | 'userId'> & Partial<StoredOrganizationAccess>;

/** The access of an administrator. */
export const makeOrganizationAccess = (given: Given): StoredOrganizationAccess => ({
  id: newId(),
  role: 'administrator',
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
