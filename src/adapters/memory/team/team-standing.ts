import type { TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamStanding } from '../../../domain/team/team-access.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** A person's standing in a team. */
export const readTeamStanding = (
  { teamAccesses }: MemoryTables,
  teamId: TeamId,
  userId: UserId | null,
): TeamStanding => ({
  role: teamAccesses.first((access) => access.teamId === teamId && access.userId === userId)?.role,
  owners: teamAccesses.count((access) => access.teamId === teamId && access.role === 'owner'),
});
