import type { AuditAction } from '../../../../domain/audit/audit-action.ts';
import type { AuditAuthor, AuditDetails } from '../../../../domain/audit/audit-entry.ts';
import {
  ensureMayWaiveLevels,
  type LevelWaiver,
  newLevelWaiver,
} from '../../../../domain/people/level-waiver.ts';
import type { User } from '../../../../domain/people/user.ts';
import { ensureMayReadAccounts, type UserManager } from '../../../../domain/people/user-management.ts';
import { DomainError } from '../../../../domain/shared/errors.ts';
import type { Clock } from '../../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../../unit-of-work.ts';
import { accountNamed, accountsNamed, type NamedPerson } from '../../named-account.ts';
import { ownAuditSubject } from '../../own-audit-subject.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'users' | 'levelWaivers' | 'sessions' | 'audit'>>;
  clock: Clock;
};
type Operator = AuditAuthor & UserManager;

const entry = (user: User, at: Date, action: AuditAction, details: AuditDetails) => ({
  ...ownAuditSubject(user, at),
  action,
  details,
});

export type WaiveLevel = (
  by: Operator,
  person: NamedPerson,
  given: Readonly<{ seconds: number; reason: string }>,
) => Promise<Readonly<{ user: User; waiver: LevelWaiver }>>;

/**
 * Lets a person sign in once within some time without the level that is asked of them; a former permission ends.
 *
 * @throws DomainError `user.action_forbidden`, `user.not_found`, `request.invalid`
 */
export const makeWaiveLevel =
  ({ unitOfWork, clock }: Deps): WaiveLevel =>
  async (by, person, { seconds, reason }) => {
    ensureMayWaiveLevels(by);
    return unitOfWork.run(async (stores) => {
      const user = await accountNamed(stores, person, { isActive: true });
      const now = clock.now();
      const waiver = newLevelWaiver({ userId: user.id, seconds, reason }, now);
      await stores.levelWaivers.put(waiver);
      const details = { reason: waiver.reason, until: waiver.expiresAt.toISOString() };
      await stores.audit.append(by, entry(user, now, 'user.level_waived', details));
      return { user, waiver };
    });
  };

export type WithdrawLevelWaiver = (by: Operator, person: NamedPerson) => Promise<User>;

/**
 * Takes such a permission back: an unused one is gone, and all sessions of the person end, since one of them may have begun
 * by it.
 *
 * @throws DomainError `user.action_forbidden`, `user.not_found`, `request.invalid`
 */
export const makeWithdrawLevelWaiver =
  ({ unitOfWork, clock }: Deps): WithdrawLevelWaiver =>
  async (by, person) => {
    ensureMayWaiveLevels(by);
    return unitOfWork.run(async (stores) => {
      const user = await accountNamed(stores, person, { isActive: true });
      await stores.levelWaivers.take(user.id);
      const sessionsEnded = await stores.sessions.endAllOf(user.id);
      await stores.audit.append(
        by,
        entry(user, clock.now(), 'user.level_waiver_withdrawn', { sessionsEnded }),
      );
      return user;
    });
  };

export type FindAccounts = (by: UserManager, person: NamedPerson) => Promise<readonly User[]>;

/** The accounts that are named, active or not. @throws DomainError `user.action_forbidden`, `user.not_found` */
export const makeFindAccounts =
  ({ unitOfWork }: Pick<Deps, 'unitOfWork'>): FindAccounts =>
  async (by, person) => {
    ensureMayReadAccounts(by);
    const found = await unitOfWork.run((stores) => accountsNamed(stores, person));
    if (found.length === 0) throw new DomainError('user.not_found', 'No account is named so');
    return found;
  };

export type ListLevelWaivers = (by: UserManager) => Promise<readonly LevelWaiver[]>;

/** Permissions that nobody has used and whose time is not over. @throws DomainError `user.action_forbidden` */
export const makeListLevelWaivers =
  ({ unitOfWork, clock }: Deps): ListLevelWaivers =>
  async (by) => {
    ensureMayWaiveLevels(by);
    return unitOfWork.run(({ levelWaivers }) => levelWaivers.listOpen(clock.now()));
  };
