import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import { changeOf } from '../../domain/audit/change-of.ts';
import { publicLabel } from '../../domain/people/email-verification.ts';
import { askedLevels, type SignInLevels } from '../../domain/people/sign-in-level.ts';
import type { User } from '../../domain/people/user.ts';
import type { UserFlags } from '../../domain/people/user-management.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import { endAccessTokens } from './access-tokens-ended.ts';
import { ownAuditSubject } from './own-audit-subject.ts';

type Deps = { signInLevels: SignInLevels; clock: Clock };
export type FlagStores = Pick<Repositories, 'users' | 'audit' | 'signals' | 'sessions'>;

/** @param before the account, which the caller has locked */
export type ChangeFlags = (
  stores: FlagStores,
  by: AuditAuthor,
  before: User,
  flags: UserFlags,
) => Promise<User>;

/**
 * Changes the flags of an account and all that follows from them within the transaction: audit entries, cached access tokens
 * of who is disabled, and sessions that lack the level that is asked of who becomes staff or superuser.
 */
export const makeChangeFlags =
  ({ signInLevels, clock }: Deps): ChangeFlags =>
  async ({ users, audit, signals, sessions }, by, before, flags) => {
    const { isActive = before.isActive, isStaff = before.isStaff, isSuperuser = before.isSuperuser } = flags;
    const after: User = { ...before, isActive, isStaff, isSuperuser, updatedAt: clock.now() };
    await users.update(after);
    for (const change of changesOf(before, after)) await audit.append(by, change);
    if (!after.isActive) await endAccessTokens(signals, after.sub);
    const levels = askedLevels(signInLevels, after, false);
    const isAsked = levels.length > 0 && hasMoreRights(before, after);
    const ended = isAsked ? await sessions.endLacking(after.id, levels) : 0;
    if (ended > 0) await audit.append(by, sessionsEnded(after, ended));
    return after;
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
