import type { TeamId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** Whether the service provider of that audience, if there is one, is linked to the team. */
export function isLinkedToService(
  { serviceProviders, teamServiceProviders }: MemoryTables,
  teamId: TeamId,
  audienceId: string,
): boolean {
  const provider = serviceProviders.first((candidate) => candidate.audienceId === audienceId);
  return teamServiceProviders.has(
    (link) => link.teamId === teamId && link.serviceProviderId === provider?.id,
  );
}
