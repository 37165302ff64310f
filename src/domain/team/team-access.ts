import { DomainError } from '../shared/errors.ts';
import type { TeamAccessId, TeamId, UserId } from '../shared/ids.ts';

/** In ascending order (contract/rest-api.md 2.1). */
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

/** A person's relation to a team whose accesses they look at. */
export type TeamStanding = Readonly<{
  /** Undefined for outsiders; seeing the team from below gives no role here. */
  role: TeamRole | undefined;
  /** How many owners the team has. */
  owners: number;
}>;

/** What a person may do with one access; the API returns it as `abilities` (contract/rest-api.md 3.7). */
export type TeamAccessAbilities = Readonly<{
  delete: boolean;
  get: boolean;
  patch: boolean;
  put: boolean;
  /** Roles that the person may set. */
  setRoleTo: readonly TeamRole[];
}>;

/** Roles that each role may grant and take away (contract/rest-api.md 3.7, D4); the highest first. */
const GRANTABLE = {
  member: [],
  administrator: ['administrator', 'member'],
  owner: ['owner', 'administrator', 'member'],
} as const satisfies Record<TeamRole, readonly TeamRole[]>;

const BELOW_OWNER = ['administrator', 'member'] as const;

/** Whether a person with `role` may grant `granted`: nobody grants a higher role than their own. */
export const mayGrantRole = (role: TeamRole, granted: TeamRole): boolean =>
  TEAM_ROLES.indexOf(granted) <= TEAM_ROLES.indexOf(role);

/**
 * What `userId`, with that standing, may do with an access. Only an owner may change an owner's access: their own, and
 * only while the team has another owner.
 */
export function teamAccessAbilities(
  { role, owners }: TeamStanding,
  userId: UserId,
  access: Pick<TeamAccess, 'userId' | 'role'>,
): TeamAccessAbilities {
  const mayLeave = access.userId === userId && owners > 1;
  const grantable: readonly TeamRole[] = role === undefined ? [] : GRANTABLE[role];
  const [mayDelete, setRoleTo] =
    access.role === 'owner'
      ? [mayLeave, mayLeave ? BELOW_OWNER : []]
      : [grantable.length > 0, grantable.filter((candidate) => candidate !== access.role)];
  const mayChange = setRoleTo.length > 0;
  return { delete: mayDelete, get: role !== undefined, patch: mayChange, put: mayChange, setRoleTo };
}

/**
 * What an operator at the command line, who has no account, may do with an access: everything, but a team keeps an owner.
 */
export function operatorAccessAbilities(
  owners: number,
  { role }: Pick<TeamAccess, 'role'>,
): TeamAccessAbilities {
  const isLastOwner = role === 'owner' && owners < 2;
  const setRoleTo = isLastOwner ? [] : GRANTABLE.owner.filter((candidate) => candidate !== role);
  return { delete: !isLastOwner, get: true, patch: !isLastOwner, put: !isLastOwner, setRoleTo };
}

/**
 * Refuses unless a person with `role` in a team (undefined: outsiders, and teams that do not exist) may give somebody
 * the role `granted`.
 *
 * @throws DomainError `team_access.management_forbidden`, `team_access.owner_grant_forbidden`
 */
export function ensureMayAddAccess(role: TeamRole | undefined, granted: TeamRole): asserts role is TeamRole {
  if (role === undefined || GRANTABLE[role].length === 0) {
    throw new DomainError('team_access.management_forbidden', 'Not for members');
  }
  if (!mayGrantRole(role, granted)) {
    throw new DomainError('team_access.owner_grant_forbidden', `A ${role} cannot grant ${granted}`);
  }
}

/**
 * Refuses `action` on an access unless these abilities allow it.
 *
 * @throws DomainError `team_access.not_found` to outsiders, `team_access.action_forbidden`
 */
export function ensureMayOnAccess(
  abilities: TeamAccessAbilities,
  action: Exclude<keyof TeamAccessAbilities, 'setRoleTo'>,
): void {
  if (!abilities.get) throw new DomainError('team_access.not_found', 'No such access');
  if (!abilities[action]) throw new DomainError('team_access.action_forbidden', `May not ${action}`);
}

/**
 * Refuses a role that these abilities do not allow to set, the present one included.
 *
 * @throws DomainError `team_access.role_forbidden` (params: `allowed`)
 */
export function ensureMaySetRole({ setRoleTo }: TeamAccessAbilities, role: TeamRole): void {
  if (setRoleTo.includes(role)) return;
  throw new DomainError('team_access.role_forbidden', `May not set the role ${role}`, {
    params: { allowed: setRoleTo.join(', ') },
  });
}
