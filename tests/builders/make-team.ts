import type { StoredTeam } from '../../src/adapters/memory/memory-tables.ts';
import type { TeamId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A team without organization. */
export const makeTeam = (given: Partial<StoredTeam> = {}): StoredTeam => ({
  id: newId<TeamId>(),
  name: 'Accueil',
  organizationId: null,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
