import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import { type TeamAccessAbilities, teamAccessAbilities } from '../../domain/team/team-access.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { TeamAccessOrderField, TeamAccessQueries, TeamAccessView } from './team-access-queries.ts';

type Deps = { teamAccessQueries: TeamAccessQueries };

/** An access, and what the actor may do with it. */
export type TeamAccessFor = TeamAccessView & { readonly abilities: TeamAccessAbilities };

export type ListTeamAccesses = (
  actor: Actor,
  teamId: TeamId,
  search: string,
  request: PageRequest<TeamAccessOrderField>,
) => Promise<Page<TeamAccessFor>>;

/** The accesses to a team, for its members; an empty list for outsiders. */
export const makeListTeamAccesses =
  ({ teamAccessQueries }: Deps): ListTeamAccesses =>
  async (actor, teamId, search, request) => {
    const { standing, total, items } = await searchPage(search, (searched = '') =>
      teamAccessQueries.page(teamId, actor.userId, searched, request),
    );
    return {
      total,
      items: items.map((access) => ({
        ...access,
        abilities: teamAccessAbilities(standing, actor.userId, access),
      })),
    };
  };

export type GetTeamAccess = (actor: Actor, teamId: TeamId, id: TeamAccessId) => Promise<TeamAccessFor>;

/** @throws DomainError `team_access.not_found` also to outsiders */
export const makeGetTeamAccess =
  ({ teamAccessQueries }: Deps): GetTeamAccess =>
  async (actor, teamId, id) => {
    const standing = await teamAccessQueries.standing(teamId, actor.userId);
    const access = standing.role === undefined ? undefined : await teamAccessQueries.find(teamId, id);
    if (!access) throw new DomainError('team_access.not_found', 'No such access');
    return { ...access, abilities: teamAccessAbilities(standing, actor.userId, access) };
  };
