import { DomainError } from '../shared/errors.ts';
import type { UserId } from '../shared/ids.ts';
import type { User } from './user.ts';

export type UserFlags = Readonly<{ isActive?: boolean | undefined; isStaff?: boolean | undefined }>;
type Manager = Readonly<{ userId: UserId; isStaff: boolean; isSuperuser: boolean }>;
type Managed = Pick<User, 'id' | 'isSuperuser'>;

/** What somebody may change of an account. */
export type UserManagement = Readonly<{ changeActivity: boolean; changeStaff: boolean }>;

/** Staff switch accounts off and on, superusers also make staff; nobody touches their own, and only a superuser a superuser's. */
export function userManagement(manager: Manager, managed: Managed): UserManagement {
  const isOwn = manager.userId === managed.id;
  const changeStaff = manager.isSuperuser && !isOwn;
  const changeActivity = changeStaff || (manager.isStaff && !isOwn && !managed.isSuperuser);
  return { changeActivity, changeStaff };
}

/**
 * Refuses unless all of `flags` may be changed.
 *
 * @throws DomainError `user.action_forbidden`; `user.not_found` for whoever may manage nobody
 */
export function ensureMayChangeFlags(
  manager: Manager,
  managed: Managed | undefined,
  { isActive, isStaff }: UserFlags,
): asserts managed is Managed {
  if (!managed || !(manager.isStaff || manager.isSuperuser))
    throw new DomainError('user.not_found', 'No such user');
  const { changeActivity, changeStaff } = userManagement(manager, managed);
  if ((isActive !== undefined && !changeActivity) || (isStaff !== undefined && !changeStaff)) {
    throw new DomainError('user.action_forbidden', 'Not theirs to change');
  }
}
