import { DomainError } from '../shared/errors.ts';
import type { OrganizationId, TeamId, UserId } from '../shared/ids.ts';
import type { TeamRole } from './team-access.ts';
import { isInSubtree, type TeamPath } from './team-path.ts';

export const TEAM_NAME_MAX_LENGTH = 100;

/** A team of a tree (contract/rest-api.md 2.5). */
export type Team = Readonly<{
  id: TeamId;
  name: string;
  path: TeamPath;
  /** 1 for a root. */
  depth: number;
  /** Number of children, without grandchildren. */
  numchild: number;
  /** UUID under which other services know the team. */
  externalId: string;
  organizationId: OrganizationId | null;
  isVisibleAllServices: boolean;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a role may do with a team; the API returns it as `abilities` (contract/rest-api.md 3.6). */
export type TeamAbilities = Readonly<{
  get: boolean;
  patch: boolean;
  put: boolean;
  delete: boolean;
  manageAccesses: boolean;
}>;

const MEMBER = { get: true, patch: false, put: false, delete: false, manageAccesses: false };
const ADMINISTRATOR = { ...MEMBER, patch: true, put: true, manageAccesses: true };
const ABILITIES = {
  member: MEMBER,
  administrator: ADMINISTRATOR,
  owner: { ...ADMINISTRATOR, delete: true },
} as const satisfies Record<TeamRole, TeamAbilities>;

export const teamAbilities = (role: TeamRole): TeamAbilities => ABILITIES[role];

/**
 * The role in which somebody acts on a team that they see as `role`: operators at the command line, who have no account, act as
 * an owner does.
 */
export const actingTeamRole = (
  { userId, isStaff }: Readonly<{ userId: UserId | null; isStaff: boolean }>,
  role: TeamRole | undefined,
): TeamRole | undefined => (userId === null && isStaff ? 'owner' : role);

/**
 * Refuses unless a person who sees the team as `role` (undefined: does not see it) may do `action`.
 *
 * @throws DomainError `team.not_found` to outsiders, `team.action_forbidden` with too small a role
 */
export function ensureMayOnTeam(
  role: TeamRole | undefined,
  action: keyof TeamAbilities,
): asserts role is TeamRole {
  if (role === undefined) throw new DomainError('team.not_found', 'No such team');
  if (!ABILITIES[role][action]) throw new DomainError('team.action_forbidden', `A ${role} may not ${action}`);
}

/**
 * Refuses to move a team below itself.
 *
 * @throws DomainError `team.cannot_move_below_itself`
 */
export function ensureNotDescendant(team: Team, parent: Team): void {
  if (isInSubtree(parent.path, team.path)) {
    throw new DomainError('team.cannot_move_below_itself', 'A team cannot stand below itself');
  }
}
