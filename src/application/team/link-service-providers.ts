import { DomainError } from '../../domain/shared/errors.ts';
import type { ServiceProviderId, TeamId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { TeamRepository } from './team-repository.ts';

type Links = Pick<TeamRepository, 'serviceProviderIds' | 'offeredServiceProviders'>;

/** Those of `wanted` that the team has no link to and the actor's organization does not offer (D20). */
async function foreignServices(
  teams: Links,
  actor: Pick<Actor, 'organizationId'>,
  teamId: TeamId | undefined,
  wanted: readonly ServiceProviderId[],
): Promise<readonly ServiceProviderId[]> {
  const linked = teamId === undefined ? [] : await teams.serviceProviderIds(teamId);
  const added = wanted.filter((id) => !linked.includes(id));
  const offered = await teams.offeredServiceProviders(actor.organizationId, added);
  return added.filter((id) => !offered.includes(id));
}

export type FindForeignServices = (
  actor: Pick<Actor, 'organizationId'>,
  teamId: TeamId | undefined,
  ids: readonly ServiceProviderId[],
) => Promise<readonly ServiceProviderId[]>;

/** Those of these services that a team (undefined: a new one) cannot be linked to. */
export const makeFindForeignServices =
  ({ unitOfWork }: { unitOfWork: UnitOfWork<Pick<Repositories, 'teams'>> }): FindForeignServices =>
  (actor, teamId, ids) =>
    unitOfWork.run(({ teams }) => foreignServices(teams, actor, teamId, ids));

/**
 * Links a team to exactly the `wanted` services. New ones must be offered to the actor's organization; present links may
 * stay (contract/rest-api.md D20).
 *
 * @throws DomainError `team.unknown_service_provider` (params: `value`)
 */
export async function linkServiceProviders(
  teams: TeamRepository,
  actor: Pick<Actor, 'organizationId'>,
  teamId: TeamId,
  wanted: readonly ServiceProviderId[],
): Promise<void> {
  const [unknown] = await foreignServices(teams, actor, teamId, wanted);
  if (unknown !== undefined) {
    throw new DomainError('team.unknown_service_provider', 'Not a service of the organization', {
      params: { value: unknown },
    });
  }
  await teams.replaceServiceProviders(teamId, [...new Set(wanted)]);
}
