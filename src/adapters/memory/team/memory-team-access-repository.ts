import type { TeamAccessRepository } from '../../../application/team/team-access-repository.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { readTeamStanding } from './team-standing.ts';

export class MemoryTeamAccessRepository implements TeamAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertIfAbsent(access: TeamAccess): Promise<boolean> {
    if (this.#isThere(access)) return false;
    await this.insert(access);
    return true;
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined> {
    const access = this.tables.teamAccesses.find(id);
    return access?.teamId === teamId ? access : undefined;
  }

  async list(teamId: TeamId): Promise<readonly TeamAccess[]> {
    return this.tables.teamAccesses
      .all((access) => access.teamId === teamId)
      .sort((a, b) => compareKeys(a.id, b.id));
  }

  async standing(teamId: TeamId, userId: UserId): Promise<TeamStanding> {
    return readTeamStanding(this.tables, teamId, userId);
  }

  async insert(access: TeamAccess): Promise<void> {
    const { teams, users, teamAccesses } = this.tables;
    if (this.#isThere(access)) {
      throw new DomainError('team_access.already_exists', 'The user is already in this team');
    }
    teams.ensureHas(access.teamId);
    users.ensureHas(access.userId);
    teamAccesses.insert(access);
  }

  async update({ id, role, updatedAt }: TeamAccess): Promise<void> {
    this.tables.teamAccesses.update(id, (access) => ({ ...access, role, updatedAt }));
  }

  async delete(id: TeamAccessId): Promise<void> {
    this.tables.teamAccesses.remove((access) => access.id === id);
  }

  #isThere(access: TeamAccess): boolean {
    return this.tables.teamAccesses.has(
      ({ teamId, userId }) => teamId === access.teamId && userId === access.userId,
    );
  }
}
