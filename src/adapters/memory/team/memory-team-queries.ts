import type { CursorRequest, PageRequest } from '../../../application/shared/page.ts';
import type {
  AllTeamsFilter,
  OverseenTeam,
  TeamOrderField,
  TeamQueries,
  TeamView,
  TeamWindow,
} from '../../../application/team/team-queries.ts';
import type { TeamViewer } from '../../../application/team/team-repository.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';
import { seenTeamRole } from './seen-team-role.ts';

const ORDER = {
  created_at: ({ createdAt }: TeamView) => createdAt,
  name: ({ name }: TeamView) => name,
  path: ({ path }: TeamView) => path,
};

export class MemoryTeamQueries implements TeamQueries {
  constructor(private readonly store: MemoryStore) {}

  async list(
    viewer: TeamViewer,
    order: PageRequest<TeamOrderField>['order'],
    window?: TeamWindow,
  ): Promise<readonly TeamView[]> {
    const views = this.store.tables.teams.all(() => true).flatMap((team) => this.#view(viewer, team) ?? []);
    const { items } = pageOf(views, { number: 1, size: views.length, order }, ORDER);
    return window ? items.slice(window.offset, window.offset + window.limit) : items;
  }

  async find(viewer: TeamViewer, id: TeamId): Promise<TeamView | undefined> {
    const team = this.store.tables.teams.find(id);
    return team && this.#view(viewer, team);
  }

  async all(
    { search, organizationId, id, name }: AllTeamsFilter,
    request: CursorRequest<'path'>,
  ): Promise<readonly OverseenTeam[]> {
    const { teams, teamAccesses, organizations } = this.store.tables;
    const found = teams
      .all(
        (team) =>
          (organizationId === undefined || team.organizationId === organizationId) &&
          (id === undefined || team.id === id) &&
          (name === undefined || team.name === name) &&
          isFound(search, [team.name]),
      )
      .map((team) => {
        const of = team.organizationId === null ? undefined : organizations.find(team.organizationId);
        const members = teamAccesses.count(({ teamId }) => teamId === team.id);
        return { ...team, organization: of ? { id: of.id, name: of.name } : null, members };
      });
    return pageOf(found, request, { path: ({ path }) => path }).items;
  }

  #view(viewer: TeamViewer, team: Team): TeamView | undefined {
    const { tables } = this.store;
    const role = seenTeamRole(tables, viewer, team);
    if (role === undefined) return undefined;
    const accesses = tables.teamAccesses.all(({ teamId }) => teamId === team.id);
    const links = tables.teamServiceProviders.all(({ teamId }) => teamId === team.id);
    return {
      ...team,
      role,
      accessIds: accesses.map(({ id }) => id).sort(compareKeys),
      serviceProviderIds: links.map(({ serviceProviderId }) => serviceProviderId).sort(compareKeys),
    };
  }
}
