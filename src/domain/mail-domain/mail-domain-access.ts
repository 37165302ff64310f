import { DomainError } from '../shared/errors.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../shared/ids.ts';

/** In ascending order, which is also the order of the role cap (contract/rest-api.md 2.1). */
export const MAIL_DOMAIN_ROLES = ['viewer', 'administrator', 'owner'] as const;
export type MailDomainRole = (typeof MAIL_DOMAIN_ROLES)[number];

export type MailDomainAccess = Readonly<{
  id: MailDomainAccessId;
  mailDomainId: MailDomainId;
  userId: UserId;
  role: MailDomainRole;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a role may do with a domain; the API returns it as `abilities` (contract/rest-api.md 3.9, without `manageSecondFactors`). */
export type MailDomainAbilities = Readonly<{
  get: boolean;
  patch: boolean;
  put: boolean;
  post: boolean;
  delete: boolean;
  manageAccesses: boolean;
  /** See who has no second factor, set the date from which one is required, reset factors. */
  manageSecondFactors: boolean;
}>;

const VIEWER = {
  get: true,
  patch: false,
  put: false,
  post: false,
  delete: false,
  manageAccesses: false,
  manageSecondFactors: false,
};
const ADMINISTRATOR = {
  ...VIEWER,
  patch: true,
  put: true,
  post: true,
  manageAccesses: true,
  manageSecondFactors: true,
};
const ABILITIES = {
  viewer: VIEWER,
  administrator: ADMINISTRATOR,
  owner: { ...ADMINISTRATOR, delete: true },
} as const satisfies Record<MailDomainRole, MailDomainAbilities>;

export const mailDomainAbilities = (role: MailDomainRole): MailDomainAbilities => ABILITIES[role];

/**
 * The role in which somebody acts on a domain where `role` is that of their access: operators at the command line, who have no
 * account, act as an owner does.
 */
export const actingRole = (
  { userId, isStaff }: Readonly<{ userId: UserId | null; isStaff: boolean }>,
  role: MailDomainRole | undefined,
): MailDomainRole | undefined => (userId === null && isStaff ? 'owner' : role);

/**
 * Refuses unless a person with `role` (undefined: no access) may do `action`. Outsiders must not learn that the
 * domain exists.
 *
 * @throws DomainError `mail_domain.not_found` without access, `mail_domain.action_forbidden` with too little
 */
export function ensureMay(
  role: MailDomainRole | undefined,
  action: keyof MailDomainAbilities,
): asserts role is MailDomainRole {
  if (role === undefined) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  if (!ABILITIES[role][action]) {
    throw new DomainError('mail_domain.action_forbidden', `A ${role} may not ${action}`);
  }
}

/** A person's role in a domain whose accesses they look at; `owners`: how many owners the domain has. */
export type MailDomainStanding = Readonly<{ role: MailDomainRole | undefined; owners: number }>;

/** What a person may do with one access. */
export type MailDomainAccessAbilities = Readonly<{
  delete: boolean;
  /**
   * Roles that the person may set, sorted by name; the API returns them as `can_set_role_to`, which does not count
   * owners (contract/rest-api.md 3.10).
   */
  setRoleTo: readonly MailDomainRole[];
  /** Whether both are refused because a domain keeps at least one owner. */
  isLastOwner: boolean;
  /** Why neither may be done, the person's role before all else; null where at least one may. */
  refusal: 'role' | 'last_owner' | null;
  /** The roles whose holders may, as far as roles decide. */
  allowedFor: readonly MailDomainRole[];
}>;

/** Roles that each role may grant and take away (contract/rest-api.md 3.10, D4). */
const GRANTABLE = {
  viewer: [],
  administrator: ['administrator', 'viewer'],
  owner: ['administrator', 'owner', 'viewer'],
} as const satisfies Record<MailDomainRole, readonly MailDomainRole[]>;

/** Whether a person with `role` may grant `granted`: nobody grants a higher role than their own. */
export const mayGrantRole = (role: MailDomainRole, granted: MailDomainRole): boolean =>
  MAIL_DOMAIN_ROLES.indexOf(granted) <= MAIL_DOMAIN_ROLES.indexOf(role);

/** The roles that may grant and take away a role. */
const rolesThatReach = (granted: MailDomainRole): readonly MailDomainRole[] =>
  MAIL_DOMAIN_ROLES.filter((role) => GRANTABLE[role].some((grantable) => grantable === granted));

/** What a person with that standing may do with an access; only owners may change an owner's access (D21). */
export function mailDomainAccessAbilities(
  { role, owners }: MailDomainStanding,
  access: Pick<MailDomainAccess, 'role'>,
): MailDomainAccessAbilities {
  const grantable: readonly MailDomainRole[] = role === undefined ? [] : GRANTABLE[role];
  const isWithinReach = grantable.includes(access.role);
  const isLastOwner = access.role === 'owner' && owners < 2;
  const setRoleTo = isWithinReach ? grantable.filter((candidate) => candidate !== access.role) : [];
  return {
    delete: isWithinReach && !isLastOwner,
    setRoleTo,
    isLastOwner,
    refusal: isWithinReach ? (isLastOwner ? 'last_owner' : null) : 'role',
    allowedFor: rolesThatReach(access.role),
  };
}

/** Whether a person may give somebody a role, and the roles whose holders may. */
type GrantAbility = Readonly<{ isAllowed: boolean; allowedFor: readonly MailDomainRole[] }>;

/** What a person with `role` may give others in a domain; the typed API returns it beside the accesses. */
export type MailDomainAccessManagement = Readonly<{
  /** Give any role at all, at once or by an invitation. */
  grant: GrantAbility;
  /** Each role, the highest first. */
  roles: readonly (GrantAbility & { readonly role: MailDomainRole })[];
}>;

/** What a person with `role` may give others, by the rules of `ensureMayAddAccess`. */
export function mailDomainAccessManagement(role: MailDomainRole): MailDomainAccessManagement {
  const grantable: readonly MailDomainRole[] = GRANTABLE[role];
  const roles = MAIL_DOMAIN_ROLES.map((granted) => ({
    role: granted,
    isAllowed: grantable.includes(granted),
    allowedFor: rolesThatReach(granted),
  }));
  const allowedFor = MAIL_DOMAIN_ROLES.filter((candidate) => GRANTABLE[candidate].length > 0);
  return { grant: { isAllowed: grantable.length > 0, allowedFor }, roles: roles.reverse() };
}

/**
 * Refuses unless a person with `role` may give somebody the role `granted`.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`,
 *   `mail_domain_access.owner_grant_forbidden`
 */
export function ensureMayAddAccess(role: MailDomainRole | undefined, granted: MailDomainRole): void {
  ensureMay(role, 'manageAccesses');
  if (mayGrantRole(role, granted)) return;
  throw new DomainError('mail_domain_access.owner_grant_forbidden', `A ${role} cannot grant ${granted}`);
}

/**
 * Refuses a role that these abilities do not allow to set, the present one included.
 *
 * @throws DomainError `mail_domain_access.role_change_forbidden`, `mail_domain_access.role_forbidden` (params:
 *   `allowed`), `mail_domain_access.last_owner`
 */
export function ensureMaySetRole(
  { setRoleTo, isLastOwner }: MailDomainAccessAbilities,
  role: MailDomainRole,
): void {
  if (setRoleTo.length === 0) {
    throw new DomainError('mail_domain_access.role_change_forbidden', 'May not set any role');
  }
  if (!setRoleTo.includes(role)) {
    const params = { allowed: setRoleTo.join(', ') };
    throw new DomainError('mail_domain_access.role_forbidden', `May not set the role ${role}`, { params });
  }
  if (isLastOwner) throw new DomainError('mail_domain_access.last_owner', 'The last owner stays one');
}

/**
 * Refuses to remove an access unless these abilities allow it.
 *
 * @throws DomainError `mail_domain_access.last_owner_stays`, `mail_domain.action_forbidden`
 */
export function ensureMayRemoveAccess(abilities: MailDomainAccessAbilities): void {
  if (abilities.isLastOwner) {
    throw new DomainError('mail_domain_access.last_owner_stays', 'The domain keeps its last owner');
  }
  if (!abilities.delete) throw new DomainError('mail_domain.action_forbidden', 'May not take it away');
}
