import type { TeamInvitation } from '../../src/domain/invitation/team-invitation.ts';
import { CREATED_AT, minutesLater } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<TeamInvitation, 'teamId' | 'issuerId'> & Partial<TeamInvitation>;

/** An invitation as a member, valid for an hour. */
export const makeTeamInvitation = (given: Given): TeamInvitation => ({
  id: newId(),
  email: 'invited@commune.example',
  role: 'member',
  expiresAt: minutesLater(60),
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
