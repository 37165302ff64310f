import type { User } from '../../src/domain/people/user.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** An active person without organization. */
export const makeUser = (given: Partial<User> = {}): User => {
  const id = newId<UserId>();
  return {
    id,
    sub: `sub-${id}`,
    email: `${id}@commune.example`,
    emailVerified: true,
    name: 'Camille Martin',
    language: 'fr-fr',
    timezone: 'Europe/Paris',
    isDevice: false,
    isStaff: false,
    isSuperuser: false,
    isActive: true,
    organizationId: null,
    lastLoginAt: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
