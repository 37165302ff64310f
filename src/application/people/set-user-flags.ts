import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import { changeOf } from '../../domain/audit/change-of.ts';
import { publicLabel } from '../../domain/people/email-verification.ts';
import { askedLevels, type SignInLevels } from '../../domain/people/sign-in-level.ts';
import type { User } from '../../domain/people/user.ts';
import {
  ensureMayChangeFlags,
  type UserFlags,
  type UserManager,
} from '../../domain/people/user-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { endAccessTokens } from './access-tokens-ended.ts';
import { makeNoteEndedSessions } from './note-ended-sessions.ts';
import { ownAuditSubject } from './own-audit-subject.ts';
import type { SessionStore } from './session-store.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'users' | 'audit' | 'signals' | 'sessions'>>;
  sessions: SessionStore;
  signInLevels: SignInLevels;
  clock: Clock;
};
/** `by`: a person (an `Actor` is one), or an operator at the command line. */
export type SetUserFlags = (by: AuditAuthor & UserManager, id: UserId, flags: UserFlags) => Promise<User>;

/**
 * Enables or disables an account, or changes whether its person is staff or superuser. Sessions of a disabled account
 * are invalid from the commit on; they are ended then, and once more before the account is enabled, should that have
 * failed. Every process drops its cached access tokens of the person at commit. Who becomes staff or superuser stays signed
 * in only where they presented the level that is asked of such people.
 *
 * @throws DomainError `user.not_found`, `user.action_forbidden`
 */
export const makeSetUserFlags =
  ({ unitOfWork, sessions, signInLevels, clock }: Deps): SetUserFlags =>
  async (by, id, flags) => {
    const endSessions = ({ sub }: User) => sessions.destroyOf({ sub, sid: undefined });
    const known = await unitOfWork.run(({ users }) => users.find(id));
    ensureMayChangeFlags(by, known, flags);
    if (known && !known.isActive && flags.isActive) {
      await makeNoteEndedSessions({ unitOfWork, clock }).ended(by, await endSessions(known), 'deactivation');
    }
    const changed = await unitOfWork.run(async ({ users, audit, signals, sessions: held }) => {
      const before = await users.lock(id);
      ensureMayChangeFlags(by, before, flags);
      if (!before) throw new DomainError('user.not_found', 'No such user');
      const {
        isActive = before.isActive,
        isStaff = before.isStaff,
        isSuperuser = before.isSuperuser,
      } = flags;
      const after: User = { ...before, isActive, isStaff, isSuperuser, updatedAt: clock.now() };
      await users.update(after);
      for (const change of changesOf(before, after)) await audit.append(by, change);
      if (!after.isActive) await endAccessTokens(signals, after.sub);
      const levels = askedLevels(signInLevels, after, false);
      const ended = levels.length > 0 && hasMoreRights(before, after) ? await held.endLacking(id, levels) : 0;
      if (ended > 0) await audit.append(by, sessionsEnded(after, ended));
      return after;
    });
    if (!changed.isActive) {
      await makeNoteEndedSessions({ unitOfWork, clock }).ended(
        by,
        await endSessions(changed),
        'deactivation',
      );
    }
    return changed;
  };

const hasMoreRights = (before: User, after: User): boolean =>
  (after.isStaff && !before.isStaff) || (after.isSuperuser && !before.isSuperuser);

const sessionsEnded = (user: User, sessions: number): AuditEvent => ({
  ...ownAuditSubject(user, user.updatedAt),
  action: 'user.sessions_ended',
  details: { sessions, cause: 'level' },
});

/** One entry for the activity and one for the rights to manage the installation. */
function changesOf(before: User, after: User): readonly AuditEvent[] {
  const { id, organizationId } = after;
  const label = publicLabel(after);
  const about = { at: after.updatedAt, objectId: id, subjectId: id, label, organizationId };
  const rights = { ...changeOf('isStaff', before, after), ...changeOf('isSuperuser', before, after) };
  return [
    ...(before.isActive === after.isActive
      ? []
      : [{ ...about, action: after.isActive ? 'user.reactivated' : 'user.deactivated' } as const]),
    ...(Object.keys(rights).length === 0
      ? []
      : [{ ...about, action: 'user.flags_changed', details: rights } as const]),
  ];
}
