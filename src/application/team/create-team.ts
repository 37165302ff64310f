import { DomainError } from '../../domain/shared/errors.ts';
import type { ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import { depthOf, nextChildPath } from '../../domain/team/team-path.ts';
import type { Actor } from '../actor.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { TeamQueries, TeamView } from '../ports/team-queries.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { GetMe } from '../user/get-me.ts';
import { aboutTeam } from './about-team.ts';
import { linkServiceProviders } from './link-service-providers.ts';
import { lockTeamFor } from './lock-team-for.ts';
import { makeGetTeam } from './read-teams.ts';

export type EnsureMayCreateTeam = (actor: Actor) => Promise<void>;

/** @throws DomainError `team.action_forbidden` unless the installation lets the actor create teams */
export const makeEnsureMayCreateTeam =
  ({ getMe }: { getMe: GetMe }): EnsureMayCreateTeam =>
  async (actor) => {
    const { abilities } = await getMe(actor);
    if (!abilities.teams.canCreate) throw new DomainError('team.action_forbidden', 'May not create teams');
  };

type Input = {
  readonly name: string;
  /** Null for a root. */
  readonly parentId: TeamId | null;
  readonly isVisibleAllServices: boolean;
  readonly serviceProviderIds: readonly ServiceProviderId[];
};
type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'teams' | 'teamAccesses' | 'audit'>>;
  teamQueries: TeamQueries;
  ensureMayCreateTeam: EnsureMayCreateTeam;
  clock: Clock;
  ids: IdGenerator;
};
export type CreateTeam = (actor: Actor, input: Input) => Promise<TeamView>;

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
  return async (actor, { name, parentId, isVisibleAllServices, serviceProviderIds }) => {
    await ensureMayCreateTeam(actor);
    const id = ids.next<TeamId>();
    await unitOfWork.run(async ({ teams, teamAccesses, audit }) => {
      await teams.lockTree();
      const above = parentId === null ? '' : (await lockTeamFor(teams, actor, parentId, 'patch')).path;
      const path = nextChildPath(above, await teams.lastChildPath(above));
      const now = clock.now();
      const team: Team = {
        id,
        name,
        path,
        depth: depthOf(path),
        numchild: 0,
        externalId: ids.next<string>(),
        organizationId: actor.organizationId,
        isVisibleAllServices,
        createdAt: now,
        updatedAt: now,
      };
      await teams.insert(team);
      await teamAccesses.insert({
        id: ids.next<TeamAccessId>(),
        teamId: id,
        userId: actor.userId,
        role: 'owner',
        createdAt: now,
        updatedAt: now,
      });
      await audit.append(actor, {
        ...aboutTeam(team),
        at: now,
        action: 'team.created',
        subjectId: actor.userId,
        details: { role: 'owner', below: parentId, serviceProviderIds },
      });
      if (serviceProviderIds.length > 0) await linkServiceProviders(teams, actor, id, serviceProviderIds);
    });
    return getTeam(actor, id);
  };
};
