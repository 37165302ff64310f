import type { TeamAccessRepository } from '../../../application/team/team-access-repository.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { readTeamStanding } from './team-standing.ts';

export class MemoryTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertIfAbsent(access: TeamAccess): Promise<boolean> {
    return this.tables.teamAccesses.insertUnlessTaken(access);
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined> {
    const access = this.tables.teamAccesses.find(id);
    return access?.teamId === teamId ? access : undefined;
  }

  async findOf(teamId: TeamId, userId: UserId): Promise<TeamAccess | undefined> {
    return this.tables.teamAccesses.first((one) => one.teamId === teamId && one.userId === userId);
  }

  async list(teamId: TeamId): Promise<readonly TeamAccess[]> {
    return this.tables.teamAccesses
      .all((access) => access.teamId === teamId)
      .sort((a, b) => compareKeys(a.id, b.id));
  }

  async standing(teamId: TeamId, userId: UserId | null): Promise<TeamStanding> {
    return readTeamStanding(this.tables, teamId, userId);
  }

  async insert(access: TeamAccess): Promise<void> {
    this.tables.teamAccesses.insert(access);
  }

  async update({ id, role, updatedAt }: TeamAccess): Promise<void> {
    this.tables.teamAccesses.update(id, (access) => ({ ...access, role, updatedAt }));
  }

  async delete(id: TeamAccessId): Promise<void> {
    this.tables.teamAccesses.remove((access) => access.id === id);
  }
}
