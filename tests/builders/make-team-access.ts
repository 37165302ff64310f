import type { TeamAccessId } from '../../src/domain/shared/ids.ts';
import type { TeamAccess } from '../../src/domain/team/team-access.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<TeamAccess, 'teamId' | 'userId'> & Partial<TeamAccess>;

/** The access of a member. */
export const makeTeamAccess = (given: Given): TeamAccess => ({
  id: newId<TeamAccessId>(),
  role: 'member',
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
