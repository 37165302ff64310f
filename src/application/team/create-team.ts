import { DomainError } from '../../domain/shared/errors.ts';
import type { GetMe } from '../people/get-me.ts';
import type { Actor } from '../shared/actor.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { insertTeamNode, type NewTeam, type PlantDeps, type PlantStores } from './insert-team-node.ts';
import { linkServiceProviders } from './link-service-providers.ts';
import { makeGetTeam } from './read-teams.ts';
import type { TeamQueries, TeamView } from './team-queries.ts';

export type EnsureMayCreateTeam = (actor: Actor) => Promise<void>;

/** @throws DomainError `team.action_forbidden` unless the installation lets the actor create teams */
export const makeEnsureMayCreateTeam =
  ({ getMe }: { getMe: GetMe }): EnsureMayCreateTeam =>
  async (actor) => {
    const { abilities } = await getMe(actor);
    if (!abilities.teams.canCreate) throw new DomainError('team.action_forbidden', 'May not create teams');
  };

type Deps = PlantDeps & {
  unitOfWork: UnitOfWork<PlantStores>;
  teamQueries: TeamQueries;
  ensureMayCreateTeam: EnsureMayCreateTeam;
};
export type CreateTeam = (actor: Actor, team: NewTeam) => Promise<TeamView>;

/**
 * Creates a team of the actor's organization, which the actor owns: a root, or the last child of a team that the actor
 * owns or administers.
 *
 * @throws DomainError `team.action_forbidden`, `team.not_found` (the parent), `team.unknown_service_provider`,
 *   `list.full`
 */
export const makeCreateTeam = ({
  unitOfWork,
  teamQueries,
  ensureMayCreateTeam,
  ...nodeDeps
}: Deps): CreateTeam => {
  const getTeam = makeGetTeam({ teamQueries });
  return async (actor, team) => {
    await ensureMayCreateTeam(actor);
    const { id } = await unitOfWork.run(async (stores) => {
      const planted = await insertTeamNode(stores, { by: actor, owner: actor }, team, nodeDeps);
      if (team.serviceProviderIds.length > 0) {
        await linkServiceProviders(stores.teams, actor, planted.id, team.serviceProviderIds);
      }
      return planted;
    });
    return getTeam(actor, id);
  };
};
