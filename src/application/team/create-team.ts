import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../actor.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { TeamQueries, TeamView } from '../ports/team-queries.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { GetMe } from '../user/get-me.ts';
import { linkServiceProviders } from './link-service-providers.ts';
import { type NewTeam, plantTeam } from './plant-team.ts';
import { makeGetTeam } from './read-teams.ts';

export type EnsureMayCreateTeam = (actor: Actor) => Promise<void>;

/** @throws DomainError `team.action_forbidden` unless the installation lets the actor create teams */
export const makeEnsureMayCreateTeam =
  ({ getMe }: { getMe: GetMe }): EnsureMayCreateTeam =>
  async (actor) => {
    const { abilities } = await getMe(actor);
    if (!abilities.teams.canCreate) throw new DomainError('team.action_forbidden', 'May not create teams');
  };

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'teams' | 'teamAccesses' | 'audit'>>;
  teamQueries: TeamQueries;
  ensureMayCreateTeam: EnsureMayCreateTeam;
  clock: Clock;
  ids: IdGenerator;
};
export type CreateTeam = (actor: Actor, team: NewTeam) => Promise<TeamView>;

/**
 * Creates a team of the actor's organization, which the actor owns: a root, or the last child of a team that the actor
 * owns or administers.
 *
 * @throws DomainError `team.action_forbidden`, `team.not_found` (the parent), `team.unknown_service_provider`
 */
export const makeCreateTeam = ({
  unitOfWork,
  teamQueries,
  ensureMayCreateTeam,
  clock,
  ids,
}: Deps): CreateTeam => {
  const getTeam = makeGetTeam({ teamQueries });
  return async (actor, team) => {
    await ensureMayCreateTeam(actor);
    const { id } = await unitOfWork.run(async ({ teams, teamAccesses, audit }) => {
      const planted = await plantTeam({ teams, teamAccesses, audit }, actor, team, { clock, ids });
      if (team.serviceProviderIds.length > 0) {
        await linkServiceProviders(teams, actor, planted.id, team.serviceProviderIds);
      }
      return planted;
    });
    return getTeam(actor, id);
  };
};
