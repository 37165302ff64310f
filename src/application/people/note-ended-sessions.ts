import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { ownAuditSubject } from './own-audit-subject.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'audit' | 'users'>>; clock: Clock };

/** Why sessions ended other than by a sign-out in them. */
export type EndOfSessions = 'own_request' | 'identity_provider' | 'deactivation' | 'level';

/** Entries of the audit log about sessions that are over. */
export const makeNoteEndedSessions = ({ unitOfWork, clock }: Deps) => {
  const note = (
    author: AuditAuthor,
    owner: UserId,
    entry: { action: 'user.signed_out' | 'user.sessions_ended'; details?: Record<string, string | number> },
  ): Promise<void> =>
    unitOfWork.run(async ({ audit, users }) => {
      const user = await users.find(owner);
      if (user) await audit.append(author, { ...ownAuditSubject(user, clock.now()), ...entry });
    });
  return {
    signedOut: (author: AuditAuthor, owner: UserId): Promise<void> =>
      note(author, owner, { action: 'user.signed_out' }),
    /** @param owners the owner of each session that ended, in any order */
    ended: async (author: AuditAuthor, owners: readonly UserId[], cause: EndOfSessions): Promise<void> => {
      for (const owner of new Set(owners)) {
        const sessions = owners.filter((one) => one === owner).length;
        await note(author, owner, { action: 'user.sessions_ended', details: { sessions, cause } });
      }
    },
  };
};
