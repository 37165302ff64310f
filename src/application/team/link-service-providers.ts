import { DomainError } from '../../domain/shared/errors.ts';
import type { ServiceProviderId, TeamId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { TeamRepository } from '../ports/team-repository.ts';

/**
 * Has exactly `wanted` see a team. New ones must be the actor's organization's; those linked before may stay
 * (contract/rest-api.md D20).
 *
 * @throws DomainError `team.unknown_service_provider` (params: `value`)
 */
export async function linkServiceProviders(
  teams: TeamRepository,
  actor: Actor,
  teamId: TeamId,
  wanted: readonly ServiceProviderId[],
): Promise<void> {
  const linked = await teams.serviceProviderIds(teamId);
  const added = wanted.filter((id) => !linked.includes(id));
  const offered = await teams.offeredServiceProviders(actor.organizationId, added);
  const unknown = added.find((id) => !offered.includes(id));
  if (unknown !== undefined) {
    throw new DomainError('team.unknown_service_provider', 'Not a service of the organization', {
      params: { value: unknown },
    });
  }
  await teams.replaceServiceProviders(teamId, [...new Set(wanted)]);
}
