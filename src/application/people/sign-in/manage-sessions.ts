import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { ensureMayManageSessions, type UserManager } from '../../../domain/people/user-management.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { CursorRequest } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { accountNamed, type NamedPerson } from '../named-account.ts';
import { ownAuditSubject } from '../own-audit-subject.ts';
import type { PersonSession, SessionStore } from '../session-store.ts';
import type { EndedSessions } from './session-repository.ts';
import { SESSION_LIFETIME_MS } from './start-sign-in.ts';

type Stores = Pick<Repositories, 'users' | 'sessions' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };
type ListDeps = Deps & { sessions: Pick<SessionStore, 'pageOf'> };
type Operator = AuditAuthor & UserManager;

export type SessionOfPerson = PersonSession & Readonly<{ signedInAt: Date }>;

export type ListSessions = (
  by: UserManager,
  person: NamedPerson | undefined,
  request: CursorRequest<'expires_at'>,
) => Promise<Readonly<{ items: readonly SessionOfPerson[] }>>;

/**
 * Where people are signed in, or one of them, the session that ends first first. Visitors' sessions, and those of owners of
 * mailboxes at our OpenID provider, are not among them.
 *
 * @throws DomainError `user.action_forbidden`, `user.not_found`, `request.invalid`
 */
export const makeListSessions =
  ({ unitOfWork, sessions, clock }: ListDeps): ListSessions =>
  async (by, person, request) => {
    ensureMayManageSessions(by);
    const user = person && (await unitOfWork.run((stores) => accountNamed(stores, person)));
    const items = await sessions.pageOf({ userId: user?.id }, clock.now(), request);
    return {
      items: items.map((session) => ({
        ...session,
        signedInAt: new Date(session.expiresAt.getTime() - SESSION_LIFETIME_MS),
      })),
    };
  };

const noteIn = (
  { audit }: Pick<Stores, 'audit'>,
  by: Operator,
  ended: readonly EndedSessions[],
  at: Date,
): Promise<void> =>
  audit.appendAll(
    by,
    ended.map(({ user, sessions }) => ({
      ...ownAuditSubject(user, at),
      action: 'user.sessions_ended',
      details: { sessions, cause: 'operator' },
    })),
  );

/** The person whose session ended. */
export type EndSession = (by: Operator, id: string) => Promise<UserId>;

/** Ends a session of anybody. @throws DomainError `user.action_forbidden`, `session.not_found` */
export const makeEndSession =
  ({ unitOfWork, clock }: Deps): EndSession =>
  async (by, id) => {
    ensureMayManageSessions(by);
    return unitOfWork.run(async (stores) => {
      const user = await stores.sessions.endNamed(id);
      if (!user) throw new DomainError('session.not_found', 'No such session');
      await noteIn(stores, by, [{ user, sessions: 1 }], clock.now());
      return user.id;
    });
  };

/** Resolves to the number of sessions that ended. */
export type EndSessionsOf = (by: Operator, person: NamedPerson) => Promise<number>;

/** Ends all sessions of a person. @throws DomainError `user.action_forbidden`, `user.not_found`, `request.invalid` */
export const makeEndSessionsOf =
  ({ unitOfWork, clock }: Deps): EndSessionsOf =>
  async (by, person) => {
    ensureMayManageSessions(by);
    return unitOfWork.run(async (stores) => {
      const user = await accountNamed(stores, person);
      const sessions = await stores.sessions.endAllOf(user.id);
      if (sessions > 0) await noteIn(stores, by, [{ user, sessions }], clock.now());
      return sessions;
    });
  };

/** Sessions that end in one transaction. */
const SESSIONS_A_TURN = 500;

/** Resolves to the number of sessions that ended. */
export type EndAllSessions = (by: Operator) => Promise<number>;

/**
 * Ends all sessions of people that began before it, in turns: of one that fails, the turns before have happened, and it can be
 * asked for again. Who signs in meanwhile stays signed in.
 *
 * @throws DomainError `user.action_forbidden`
 */
export const makeEndAllSessions =
  ({ unitOfWork, clock }: Deps): EndAllSessions =>
  async (by) => {
    ensureMayManageSessions(by);
    const at = clock.now();
    const until = new Date(at.getTime() + SESSION_LIFETIME_MS);
    let total = 0;
    for (;;) {
      const ended = await unitOfWork.run(async (stores) => {
        const some = await stores.sessions.endSome(until, SESSIONS_A_TURN);
        await noteIn(stores, by, some, at);
        return some.reduce((sum, { sessions }) => sum + sessions, 0);
      });
      total += ended;
      if (ended < SESSIONS_A_TURN) return total;
    }
  };
