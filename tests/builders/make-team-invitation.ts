import type { StoredTeamInvitation } from '../../src/adapters/memory/memory-tables.ts';
import { CREATED_AT, minutesLater } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<StoredTeamInvitation, 'teamId' | 'issuerId'> & Partial<StoredTeamInvitation>;

/** An invitation to be a member, good for an hour. */
export const makeTeamInvitation = (given: Given): StoredTeamInvitation => ({
  id: newId(),
  email: 'invited@commune.example',
  role: 'member',
  expiresAt: minutesLater(60),
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
