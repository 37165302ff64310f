import type { TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamRole, TeamStanding } from '../../../domain/team/team-access.ts';
import type { Queryable } from '../engine/sql.ts';

export type TeamStandingRow = { viewer_role: TeamRole | null; owners: number };

/** The columns of a person's standing in a team; `person` and `team` are placeholders. */
export const teamStandingColumns = (team: string, person: string): string =>
  `(SELECT a.role FROM team_access a WHERE a.team_id = ${team} AND a.user_id = ${person}) AS viewer_role,
   (SELECT count(*)::int FROM team_access a WHERE a.team_id = ${team} AND a.role = 'owner') AS owners`;

export const toTeamStanding = (row: TeamStandingRow | undefined): TeamStanding => ({
  role: row?.viewer_role ?? undefined,
  owners: row?.owners ?? 0,
});

/** A person's standing in a team, in one statement. */
export async function readTeamStanding(
  db: Queryable,
  teamId: TeamId,
  userId: UserId | null,
): Promise<TeamStanding> {
  const { rows } = await db.query<TeamStandingRow>(`SELECT ${teamStandingColumns('$1', '$2')}`, [
    teamId,
    userId,
  ]);
  return toTeamStanding(rows[0]);
}
