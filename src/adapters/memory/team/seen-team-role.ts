import type { TeamViewer } from '../../../application/team/team-repository.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import { isAncestor } from '../../../domain/team/team-path.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** The role in which a person sees a team (contract/rest-api.md D8). */
export function seenTeamRole(
  { teams, teamAccesses }: MemoryTables,
  { userId, organizationId }: TeamViewer,
  team: Team,
): TeamRole | undefined {
  const own = teamAccesses.all((access) => access.userId === userId);
  const access = own.find(({ teamId }) => teamId === team.id);
  if (access) return access.role;
  if (organizationId === null || team.organizationId !== organizationId) return undefined;
  const isAbove = own.some(({ teamId }) => isAncestor(team.path, teams.find(teamId)?.path ?? ''));
  return isAbove ? 'member' : undefined;
}
