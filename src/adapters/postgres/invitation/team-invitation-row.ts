import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { TeamId, TeamInvitationId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';

/** Columns of an invitation whose table is called `i`. */
export const TEAM_INVITATION_COLUMNS =
  'i.id, i.email, i.team_id, i.role, i.issuer_id, i.expires_at, i.created_at, i.updated_at';

export type TeamInvitationRow = {
  id: TeamInvitationId;
  email: string;
  team_id: TeamId;
  role: TeamRole;
  issuer_id: UserId;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
};

export const toTeamInvitation = (row: TeamInvitationRow): TeamInvitation => ({
  id: row.id,
  email: row.email,
  teamId: row.team_id,
  role: row.role,
  issuerId: row.issuer_id,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
