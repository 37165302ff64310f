import type { TeamId, UserId } from '../../domain/shared/ids.ts';
import type { TeamRole, TeamStanding } from '../../domain/team/team-access.ts';
import type { Queryable } from './sql.ts';

/** What a person is to a team, in one statement. */
export async function readTeamStanding(db: Queryable, teamId: TeamId, userId: UserId): Promise<TeamStanding> {
  const { rows } = await db.query<{ role: TeamRole | null; owners: number }>(
    `SELECT (SELECT a.role FROM team_access a WHERE a.team_id = $1 AND a.user_id = $2) AS role,
            (SELECT count(*)::int FROM team_access a WHERE a.team_id = $1 AND a.role = 'owner') AS owners`,
    [teamId, userId],
  );
  return { role: rows[0]?.role ?? undefined, owners: rows[0]?.owners ?? 0 };
}
