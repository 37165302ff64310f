import type { AuditAction } from '../../../../domain/audit/audit-action.ts';
import type { AuditAuthor, AuditEvent } from '../../../../domain/audit/audit-entry.ts';
import {
  ensureMayNameFirstStaff,
  type FirstStaff,
  newFirstStaff,
} from '../../../../domain/people/first-staff.ts';
import type { UserManager } from '../../../../domain/people/user-management.ts';
import { emailKey } from '../../../../domain/shared/email-address.ts';
import { DomainError } from '../../../../domain/shared/errors.ts';
import type { Clock } from '../../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../../unit-of-work.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'firstStaff' | 'audit'>>; clock: Clock };
type Operator = AuditAuthor & UserManager;

/** An entry about a permission: nobody has an account by it yet. */
export const entryOf = (
  { email, isSuperuser, expiresAt }: FirstStaff,
  action: AuditAction,
  at: Date,
): AuditEvent => ({
  at,
  action,
  objectId: 'first_staff',
  label: email,
  organizationId: null,
  details: { isSuperuser, until: expiresAt.toISOString() },
});

export type NameFirstStaff = (
  by: Operator,
  given: Readonly<{ email: string; isSuperuser: boolean }>,
) => Promise<FirstStaff>;

/**
 * Lets whoever signs in first with a verified address become staff, within a week; a former permission of the address ends.
 *
 * @throws DomainError `user.action_forbidden`, `request.invalid`
 */
export const makeNameFirstStaff =
  ({ unitOfWork, clock }: Deps): NameFirstStaff =>
  async (by, given) => {
    ensureMayNameFirstStaff(by);
    const now = clock.now();
    const permission = newFirstStaff(given, now);
    await unitOfWork.run(async ({ firstStaff, audit }) => {
      await firstStaff.put(permission);
      await audit.append(by, entryOf(permission, 'installation.first_staff_named', now));
    });
    return permission;
  };

export type WithdrawFirstStaff = (by: Operator, email: string) => Promise<FirstStaff>;

/**
 * Takes a permission back that nobody has used. Who became staff by it stays staff.
 *
 * @throws DomainError `user.action_forbidden`, `user.not_found` where none of the address is open
 */
export const makeWithdrawFirstStaff =
  ({ unitOfWork, clock }: Deps): WithdrawFirstStaff =>
  async (by, email) => {
    ensureMayNameFirstStaff(by);
    return unitOfWork.run(async ({ firstStaff, audit }) => {
      const now = clock.now();
      const permission = await firstStaff.take(emailKey(email), now);
      if (!permission) throw new DomainError('user.not_found', 'Nobody is to become staff by this address');
      await audit.append(by, entryOf(permission, 'installation.first_staff_withdrawn', now));
      return permission;
    });
  };

export type ListFirstStaff = (by: UserManager) => Promise<readonly FirstStaff[]>;

/** Permissions that nobody has used and whose time is not over. @throws DomainError `user.action_forbidden` */
export const makeListFirstStaff =
  ({ unitOfWork, clock }: Deps): ListFirstStaff =>
  async (by) => {
    ensureMayNameFirstStaff(by);
    return unitOfWork.run(({ firstStaff }) => firstStaff.listOpen(clock.now()));
  };
