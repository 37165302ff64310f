import type { Organization } from '../../src/domain/organization/organization.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A named organization with a registration id of its own. */
export const makeOrganization = (given: Partial<Organization> = {}): Organization => {
  const id = newId<OrganizationId>();
  return {
    id,
    name: 'Commune de Varzy',
    registrationIds: [`registration-${id}`],
    domains: [],
    metadata: {},
    isActive: true,
    directoryLookup: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
