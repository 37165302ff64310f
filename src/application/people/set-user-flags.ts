import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { SignInLevels } from '../../domain/people/sign-in-level.ts';
import type { User } from '../../domain/people/user.ts';
import {
  ensureMayChangeFlags,
  type UserFlags,
  type UserManager,
} from '../../domain/people/user-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { type FlagStores, makeChangeFlags } from './change-flags.ts';
import { makeNoteEndedSessions } from './note-ended-sessions.ts';
import type { SessionStore } from './session-store.ts';

type Deps = {
  unitOfWork: UnitOfWork<FlagStores>;
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
export const makeSetUserFlags = ({ unitOfWork, sessions, signInLevels, clock }: Deps): SetUserFlags => {
  const changeFlags = makeChangeFlags({ signInLevels, clock });
  const note = makeNoteEndedSessions({ unitOfWork, clock });
  const endSessions = async (by: AuditAuthor, { sub }: User): Promise<void> =>
    note.ended(by, await sessions.destroyOf({ sub, sid: undefined }), 'deactivation');

  return async (by, id, flags) => {
    const known = await unitOfWork.run(({ users }) => users.find(id));
    ensureMayChangeFlags(by, known, flags);
    if (known && !known.isActive && flags.isActive) await endSessions(by, known);
    const changed = await unitOfWork.run(async (stores) => {
      const before = await stores.users.lock(id);
      ensureMayChangeFlags(by, before, flags);
      if (!before) throw new DomainError('user.not_found', 'No such user');
      return changeFlags(stores, by, before, flags);
    });
    if (!changed.isActive) await endSessions(by, changed);
    return changed;
  };
};
