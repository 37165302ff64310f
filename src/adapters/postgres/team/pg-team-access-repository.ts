import type { TeamAccessRepository } from '../../../application/team/team-access-repository.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import { TEAM_ACCESS_COLUMNS, type TeamAccessRow, toTeamAccess } from './team-access-row.ts';
import { readTeamStanding } from './team-standing.ts';

export class PgTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent({ id, teamId, userId, role, createdAt, updatedAt }: TeamAccess): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `INSERT INTO team_access (id, team_id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, team_id) DO NOTHING`,
      [id, teamId, userId, role, createdAt, updatedAt],
    );
    return rowCount === 1;
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined> {
    const { rows } = await this.db.query<TeamAccessRow>(
      `SELECT ${TEAM_ACCESS_COLUMNS} FROM team_access a WHERE a.team_id = $1 AND a.id = $2`,
      [teamId, id],
    );
    return rows[0] && toTeamAccess(rows[0]);
  }

  async list(teamId: TeamId): Promise<readonly TeamAccess[]> {
    const { rows } = await this.db.query<TeamAccessRow>(
      `SELECT ${TEAM_ACCESS_COLUMNS} FROM team_access a WHERE a.team_id = $1 ORDER BY a.id`,
      [teamId],
    );
    return rows.map(toTeamAccess);
  }

  async standing(teamId: TeamId, userId: UserId): Promise<TeamStanding> {
    return readTeamStanding(this.db, teamId, userId);
  }

  async insert({ id, teamId, userId, role, createdAt, updatedAt }: TeamAccess): Promise<void> {
    try {
      await this.db.query(
        `INSERT INTO team_access (id, team_id, user_id, role, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, teamId, userId, role, createdAt, updatedAt],
      );
    } catch (cause) {
      if (!violates(cause, 'team_access_user_team_key')) throw cause;
      throw new DomainError('team_access.already_exists', 'The user is already in this team', { cause });
    }
  }

  async update({ id, role, updatedAt }: TeamAccess): Promise<void> {
    await this.db.query('UPDATE team_access SET role = $2, updated_at = $3 WHERE id = $1', [
      id,
      role,
      updatedAt,
    ]);
  }

  async delete(id: TeamAccessId): Promise<void> {
    await this.db.query('DELETE FROM team_access WHERE id = $1', [id]);
  }
}
