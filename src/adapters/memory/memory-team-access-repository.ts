import type { TeamAccessRepository } from '../../application/ports/access-repositories.ts';
import type { TeamAccess } from '../../domain/team/team-access.ts';
import type { MemoryTables } from './memory-tables.ts';

export class MemoryTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertIfAbsent(access: TeamAccess): Promise<void> {
    const { teams, users, teamAccesses } = this.tables;
    if (teamAccesses.has(({ teamId, userId }) => teamId === access.teamId && userId === access.userId)) {
      return;
    }
    teams.ensureHas(access.teamId);
    users.ensureHas(access.userId);
    teamAccesses.insert(access);
  }
}
