import { DomainError } from '../shared/errors.ts';
import type { UserId } from '../shared/ids.ts';
import type { User } from './user.ts';

export type UserFlags = Readonly<{
  isActive?: boolean | undefined;
  isStaff?: boolean | undefined;
  isSuperuser?: boolean | undefined;
}>;

/** The manager of accounts; `userId` is null for an operator at the command line. */
export type UserManager = Readonly<{ userId: UserId | null; isStaff: boolean; isSuperuser: boolean }>;
type Managed = Pick<User, 'id' | 'isSuperuser'>;

/** What a manager may change of an account. */
export type UserManagement = Readonly<{
  changeActivity: boolean;
  changeStaff: boolean;
  changeSuperuser: boolean;
  /** Move the person to another organization, or to none. */
  changeOrganization: boolean;
}>;

/**
 * Staff disable, enable and move accounts; superusers also make staff; operators also make superusers. Nobody changes
 * their own account, and only superusers change a superuser's.
 */
export function userManagement(manager: UserManager, managed: Managed): UserManagement {
  const isOwn = manager.userId === managed.id;
  const changeSuperuser = manager.isSuperuser && manager.userId === null;
  const changeStaff = manager.isSuperuser && !isOwn;
  const changeActivity = changeStaff || (manager.isStaff && !isOwn && !managed.isSuperuser);
  return { changeActivity, changeStaff, changeSuperuser, changeOrganization: changeActivity };
}

/** Only operators see and end sessions of others. @throws DomainError `user.action_forbidden` */
export function ensureMayManageSessions({ userId, isSuperuser }: UserManager): void {
  if (userId === null && isSuperuser) return;
  throw new DomainError('user.action_forbidden', 'Only operators manage sessions, at the command line');
}

const managesAccounts = ({ isStaff, isSuperuser }: UserManager): boolean => isStaff || isSuperuser;

/** Only managers may read accounts of every organization. @throws DomainError `user.action_forbidden` */
export function ensureMayReadAccounts(manager: UserManager): void {
  if (managesAccounts(manager)) return;
  throw new DomainError('user.action_forbidden', 'Accounts are for staff to see');
}

/**
 * Refuses unless all of `flags` may be changed.
 *
 * @throws DomainError `user.action_forbidden`; `user.not_found` to people who manage no account
 */
export function ensureMayChangeFlags(
  manager: UserManager,
  managed: Managed | undefined,
  { isActive, isStaff, isSuperuser }: UserFlags,
): asserts managed is Managed {
  if (!managed || !managesAccounts(manager)) throw new DomainError('user.not_found', 'No such user');
  const { changeActivity, changeStaff, changeSuperuser } = userManagement(manager, managed);
  const mayAll =
    (isActive === undefined || changeActivity) &&
    (isStaff === undefined || changeStaff) &&
    (isSuperuser === undefined || changeSuperuser);
  if (!mayAll) throw new DomainError('user.action_forbidden', 'Not theirs to change');
}

/**
 * Refuses unless the person may be moved to another organization.
 *
 * @throws DomainError `user.action_forbidden`; `user.not_found` to people who manage no account
 */
export function ensureMayMove<Person extends Managed>(
  manager: UserManager,
  managed: Person | undefined,
): asserts managed is Person {
  ensureMayChangeFlags(manager, managed, {});
  if (userManagement(manager, managed).changeOrganization) return;
  throw new DomainError('user.action_forbidden', 'Not theirs to move');
}
