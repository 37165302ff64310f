import type { TeamAccessId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../domain/team/team-access.ts';

export interface TeamAccessRepository {
  /** Stores the access unless the person has one to that team. @returns whether it was stored */
  insertIfAbsent(access: TeamAccess): Promise<boolean>;
  find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined>;
  /** The access of a person to a team. */
  findOf(teamId: TeamId, userId: UserId): Promise<TeamAccess | undefined>;
  /** Every access to a team, in order of ids. */
  list(teamId: TeamId): Promise<readonly TeamAccess[]>;
  /** A person's standing in a team; none in a team that does not exist, and none of nobody (null). */
  standing(teamId: TeamId, userId: UserId | null): Promise<TeamStanding>;
  /** @throws DomainError `team_access.already_exists` when the person has an access to the team */
  insert(access: TeamAccess): Promise<void>;
  /** Replaces role and date of change. */
  update(access: TeamAccess): Promise<void>;
  delete(id: TeamAccessId): Promise<void>;
}
