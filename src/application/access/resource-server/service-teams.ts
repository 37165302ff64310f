import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { ensureServiceMayWrite, serviceStanding } from '../../../domain/access/service-standing.ts';
import { unnamedServiceProvider } from '../../../domain/access/unnamed-service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import { ensureMayOnTeam, type Team } from '../../../domain/team/team.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import { makeUpdateTeam, type TeamChange } from '../../team/change-team.ts';
import { insertTeamNode, type PlantDeps, type PlantStores } from '../../team/insert-team-node.ts';
import type { TeamQueries } from '../../team/team-queries.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { guardedUnitOfWork } from './guarded-unit-of-work.ts';
import type { ServiceScope } from './service-scope.ts';
import type { ServiceTeamQueries, ServiceTeamView } from './service-team-queries.ts';

type Scope = ServiceScope<'seen_teams'>;
type ReadDeps = { serviceTeamQueries: ServiceTeamQueries };

export type ListServiceTeams = (
  scope: Scope,
  request: PageRequest<'created_at'>,
) => Promise<Page<ServiceTeamView>>;

/** The person's teams and their ancestors that the service may see. */
export const makeListServiceTeams =
  ({ serviceTeamQueries }: ReadDeps): ListServiceTeams =>
  (scope, request) =>
    serviceTeamQueries.page(scope, request);

export type GetServiceTeam = (scope: Scope, id: TeamId) => Promise<ServiceTeamView>;

/** @throws DomainError `team.not_found` also when the person, but not the service, may see the team */
export const makeGetServiceTeam =
  ({ serviceTeamQueries }: ReadDeps): GetServiceTeam =>
  async (scope, id) => {
    const found = await serviceTeamQueries.find(scope, id);
    if (!found) throw new DomainError('team.not_found', 'No such team');
    return found;
  };

/** Refuses unless both person and service may change the team. */
export type EnsureMayChangeServiceTeam = (scope: Scope, id: TeamId) => Promise<void>;

/** @throws DomainError `team.not_found`, `team.action_forbidden` */
export const makeEnsureMayChangeServiceTeam = (deps: ReadDeps): EnsureMayChangeServiceTeam => {
  const getTeam = makeGetServiceTeam(deps);
  return async (scope, id) => {
    const { role, standing } = await getTeam(scope, id);
    ensureMayOnTeam(role, 'patch');
    ensureServiceMayWrite(standing);
  };
};

type CreateDeps = PlantDeps & {
  unitOfWork: UnitOfWork<PlantStores & Pick<Repositories, 'serviceProviders'>>;
};
export type CreateServiceTeam = (
  scope: Scope,
  input: { readonly name: string; readonly isVisibleAllServices: boolean },
) => Promise<Team>;

/**
 * Creates a root team of the person's organization, which they own, linked to the calling service. An unknown service
 * becomes a provider named after its audience. The installation's setting for team creation does not apply here
 * (contract/rest-api.md 3.17, 7.3).
 */
export const makeCreateServiceTeam =
  ({ unitOfWork, ...nodeDeps }: CreateDeps): CreateServiceTeam =>
  ({ actor, audience }, { name, isVisibleAllServices }) =>
    unitOfWork.run(async (stores) => {
      const { teams } = stores;
      await teams.lockTree();
      const { clock, ids } = nodeDeps;
      const provider = await providerOf(
        stores,
        actor,
        unnamedServiceProvider(ids.next(), audience, clock.now()),
      );
      const planted = { name, isVisibleAllServices, parentId: null, serviceProviderIds: [provider.id] };
      const team = await insertTeamNode(stores, { by: actor, owner: actor }, planted, nodeDeps);
      await teams.replaceServiceProviders(team.id, [provider.id]);
      return team;
    });

/** The provider of an audience; when there was none, the candidate is stored and audited. */
async function providerOf(
  { serviceProviders, audit }: Pick<Repositories, 'serviceProviders' | 'audit'>,
  actor: Actor,
  candidate: ServiceProvider,
): Promise<ServiceProvider> {
  const provider = await serviceProviders.insertOrFind(candidate);
  if (provider.id === candidate.id) {
    await audit.append(actor, {
      at: provider.createdAt,
      action: 'service_provider.created',
      objectId: provider.id,
      label: provider.name,
      organizationId: null,
      details: { audience: provider.audienceId },
    });
  }
  return provider;
}

type UpdateDeps = {
  unitOfWork: Parameters<typeof makeUpdateTeam>[0]['unitOfWork'];
  teamQueries: TeamQueries;
  clock: Clock;
};
export type UpdateServiceTeam = (
  scope: Scope,
  id: TeamId,
  change: Omit<TeamChange, 'serviceProviderIds'>,
) => Promise<Team>;

/**
 * Renames a team, or changes whether all services see it. The calling service must be linked to the team (deviation
 * D28).
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden`
 */
export const makeUpdateServiceTeam =
  ({ unitOfWork, teamQueries, clock }: UpdateDeps): UpdateServiceTeam =>
  ({ actor, audience }, id, { name, isVisibleAllServices }) => {
    const guarded = guardedUnitOfWork(unitOfWork, async ({ teams }) => {
      const team = await teams.lock(id);
      const isLinked = await teams.isLinkedTo(id, audience);
      ensureServiceMayWrite(serviceStanding(isLinked, team?.isVisibleAllServices ?? false));
    });
    const updateTeam = makeUpdateTeam({ unitOfWork: guarded, teamQueries, clock });
    return updateTeam(actor, id, { name, isVisibleAllServices });
  };
