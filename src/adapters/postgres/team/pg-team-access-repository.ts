import type { TeamAccessRepository } from '../../../application/team/team-access-repository.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import type { Queryable } from '../engine/sql.ts';
import { TEAM_ACCESS } from './team-access-table.ts';
import { readTeamStanding } from './team-standing.ts';

export class PgTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly db: Queryable) {}

  async insertIfAbsent(access: TeamAccess): Promise<boolean> {
    return TEAM_ACCESS.insertUnlessTaken(this.db, access, '(user_id, team_id)');
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined> {
    return TEAM_ACCESS.first(this.db, 'WHERE a.team_id = $1 AND a.id = $2', [teamId, id]);
  }

  async findOf(teamId: TeamId, userId: UserId): Promise<TeamAccess | undefined> {
    return TEAM_ACCESS.first(this.db, 'WHERE a.team_id = $1 AND a.user_id = $2', [teamId, userId]);
  }

  async list(teamId: TeamId): Promise<readonly TeamAccess[]> {
    return TEAM_ACCESS.all(this.db, 'WHERE a.team_id = $1 ORDER BY a.id', [teamId]);
  }

  async standing(teamId: TeamId, userId: UserId | null): Promise<TeamStanding> {
    return readTeamStanding(this.db, teamId, userId);
  }

  async insert(access: TeamAccess): Promise<void> {
    await TEAM_ACCESS.insert(this.db, access);
  }

  async update(access: TeamAccess): Promise<void> {
    await TEAM_ACCESS.update(this.db, access);
  }

  async delete(id: TeamAccessId): Promise<void> {
    await TEAM_ACCESS.delete(this.db, id);
  }
}
