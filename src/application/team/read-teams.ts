import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { PageRequest } from '../ports/queries.ts';
import type { TeamOrderField, TeamQueries, TeamView } from '../ports/team-queries.ts';

type Deps = { teamQueries: TeamQueries };

export type ListTeams = (
  actor: Actor,
  order: PageRequest<TeamOrderField>['order'],
) => Promise<readonly TeamView[]>;

/** The teams the actor has an access to, and those above them in the actor's organization. */
export const makeListTeams =
  ({ teamQueries }: Deps): ListTeams =>
  (actor, order) =>
    teamQueries.list(actor, order);

export type GetTeam = (actor: Actor, id: TeamId) => Promise<TeamView>;

/** @throws DomainError `team.not_found` also to whoever may not see it */
export const makeGetTeam =
  ({ teamQueries }: Deps): GetTeam =>
  async (actor, id) => {
    const found = await teamQueries.find(actor, id);
    if (!found) throw new DomainError('team.not_found', 'No such team');
    return found;
  };
