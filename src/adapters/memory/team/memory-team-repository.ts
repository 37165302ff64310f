import type { TeamRepository, TeamViewer } from '../../../application/team/team-repository.ts';
import type { OrganizationId, ServiceProviderId, TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import { depthOf, isInSubtree, movedPath, parentOf, type TeamPath } from '../../../domain/team/team-path.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { isLinkedToService } from './is-linked-to-service.ts';
import { seenTeamRole } from './seen-team-role.ts';

export class MemoryTeamRepository implements TeamRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: TeamId): Promise<Team | undefined> {
    return this.tables.teams.find(id);
  }

  async findByExternalId(externalId: string): Promise<Team | undefined> {
    return this.tables.teams.first((team) => team.externalId === externalId);
  }

  async lock(id: TeamId): Promise<Team | undefined> {
    return this.find(id);
  }

  async lockTree(): Promise<void> {
    // Transactions run one at a time, so that no lock is needed.
  }

  async seenAs(id: TeamId, viewer: TeamViewer): Promise<TeamRole | undefined> {
    const team = this.tables.teams.find(id);
    return team && seenTeamRole(this.tables, viewer, team);
  }

  async lastChildPath(parent: TeamPath): Promise<TeamPath | undefined> {
    return this.tables.teams
      .all(({ path }) => parentOf(path) === parent)
      .map(({ path }) => path)
      .sort(compareKeys)
      .at(-1);
  }

  async insert(team: Team): Promise<void> {
    this.tables.teams.insert(team);
    this.#count(parentOf(team.path), 1);
  }

  async update({ id, name, isVisibleAllServices, updatedAt }: Team): Promise<void> {
    this.tables.teams.update(id, (team) => ({ ...team, name, isVisibleAllServices, updatedAt }));
  }

  async move(path: TeamPath, newPath: TeamPath): Promise<void> {
    const { teams } = this.tables;
    for (const { id } of teams.all((team) => isInSubtree(team.path, path))) {
      teams.update(id, (team) => {
        const moved = movedPath(team.path, path, newPath);
        return { ...team, path: moved, depth: depthOf(moved) };
      });
    }
    this.#count(parentOf(path), -1);
    this.#count(parentOf(newPath), 1);
  }

  async deleteSubtree(path: TeamPath): Promise<readonly TeamId[]> {
    const gone = this.tables.teams
      .remove((team) => isInSubtree(team.path, path))
      .sort((a, b) => compareKeys(a.path, b.path))
      .map(({ id }) => id);
    this.#count(parentOf(path), -1);
    return gone;
  }

  async serviceProviderIds(id: TeamId): Promise<readonly ServiceProviderId[]> {
    return this.tables.teamServiceProviders
      .all(({ teamId }) => teamId === id)
      .map(({ serviceProviderId }) => serviceProviderId)
      .sort(compareKeys);
  }

  async isLinkedTo(id: TeamId, audienceId: string): Promise<boolean> {
    return isLinkedToService(this.tables, id, audienceId);
  }

  async replaceServiceProviders(id: TeamId, ids: readonly ServiceProviderId[]): Promise<void> {
    const { teamServiceProviders } = this.tables;
    teamServiceProviders.remove(({ teamId }) => teamId === id);
    for (const serviceProviderId of ids) {
      teamServiceProviders.insert({ id: `${id} ${serviceProviderId}`, teamId: id, serviceProviderId });
    }
  }

  async offeredServiceProviders(
    organizationId: OrganizationId | null,
    ids: readonly ServiceProviderId[],
  ): Promise<readonly ServiceProviderId[]> {
    return this.tables.organizationServiceProviders
      .all((link) => link.organizationId === organizationId && ids.includes(link.serviceProviderId))
      .map(({ serviceProviderId }) => serviceProviderId);
  }

  #count(parent: TeamPath, change: number): void {
    const team = this.tables.teams.first(({ path }) => path === parent);
    if (!team) return;
    this.tables.teams.update(team.id, (row) => ({ ...row, numchild: row.numchild + change }));
  }
}
