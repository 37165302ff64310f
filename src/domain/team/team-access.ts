import type { TeamAccessId, TeamId, UserId } from '../shared/ids.ts';

/** From the least to the most (contract/rest-api.md 2.1). */
export const TEAM_ROLES = ['member', 'administrator', 'owner'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

export type TeamAccess = Readonly<{
  id: TeamAccessId;
  teamId: TeamId;
  userId: UserId;
  role: TeamRole;
  createdAt: Date;
  updatedAt: Date;
}>;
