import type { OrganizationClaim } from '../../src/domain/organization/organization-claim.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<OrganizationClaim, 'organizationId' | 'userId'> & Partial<OrganizationClaim>;

/** One that waits to be decided. */
export const makeOrganizationClaim = (given: Given): OrganizationClaim => ({
  id: newId(),
  reason: 'I run the town hall.',
  status: 'pending',
  decidedBy: null,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
