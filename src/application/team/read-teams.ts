import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { PageRequest } from '../shared/page.ts';
import { walkWindows } from '../shared/walk-windows.ts';
import type { TeamOrderField, TeamQueries, TeamView } from './team-queries.ts';

type Deps = { teamQueries: TeamQueries };

export type ListTeams = (
  actor: Actor,
  order: PageRequest<TeamOrderField>['order'],
) => Promise<readonly TeamView[]>;

/** Most teams that are in memory at once. */
const MOST_AT_ONCE = 128;
/** Most accesses that the teams of one answer may have, since it is whole in memory. */
const MOST_ACCESSES = 100_000;

export type WalkTeams = (
  actor: Actor,
  order: PageRequest<TeamOrderField>['order'],
) => AsyncIterable<readonly TeamView[]>;

/** The teams that the actor has an access to, and their ancestors in the actor's organization, in parts. */
export const makeWalkTeams =
  ({ teamQueries }: Deps): WalkTeams =>
  (actor, order) =>
    walkWindows(MOST_AT_ONCE, (window) => teamQueries.list(actor, order, window));

/**
 * The same teams in one list.
 * @throws DomainError `list.too_long` (params: `field`, `max`) when they have too many accesses
 */
export const makeListTeams = (deps: Deps): ListTeams => {
  const walkTeams = makeWalkTeams(deps);
  return async (actor, order) => {
    const teams: TeamView[] = [];
    let accesses = 0;
    for await (const part of walkTeams(actor, order)) {
      teams.push(...part);
      for (const { accessIds } of part) accesses += accessIds.length;
      if (accesses > MOST_ACCESSES) {
        throw new DomainError('list.too_long', 'The teams have too many accesses for one answer', {
          params: { field: 'accessIds', max: String(MOST_ACCESSES) },
        });
      }
    }
    return teams;
  };
};

export type GetTeam = (actor: Actor, id: TeamId) => Promise<TeamView>;

/** @throws DomainError `team.not_found` also to people who may not see the team */
export const makeGetTeam =
  ({ teamQueries }: Deps): GetTeam =>
  async (actor, id) => {
    const found = await teamQueries.find(actor, id);
    if (!found) throw new DomainError('team.not_found', 'No such team');
    return found;
  };
