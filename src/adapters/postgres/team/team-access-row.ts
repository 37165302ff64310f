import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamRole } from '../../../domain/team/team-access.ts';

/** Columns of an access whose table is called `a`. */
export const TEAM_ACCESS_COLUMNS = 'a.id, a.team_id, a.user_id, a.role, a.created_at, a.updated_at';

export type TeamAccessRow = {
  id: TeamAccessId;
  team_id: TeamId;
  user_id: UserId;
  role: TeamRole;
  created_at: Date;
  updated_at: Date;
};

export const toTeamAccess = (row: TeamAccessRow): TeamAccess => ({
  id: row.id,
  teamId: row.team_id,
  userId: row.user_id,
  role: row.role,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
