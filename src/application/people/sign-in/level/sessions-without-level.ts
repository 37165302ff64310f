import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import { askedLevels, presentsLevel, type SignInLevels } from '../../../../domain/people/sign-in-level.ts';
import type { Clock } from '../../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../../unit-of-work.ts';
import { makeNoteEndedSessions } from '../../note-ended-sessions.ts';
import type { Session, SessionStore } from '../../session-store.ts';

export type AskedOfSessions = () => 'administers' | undefined;

/** What has to be known of the user of a session, besides the account, to tell whether it lacks a level. */
export const makeAskedOfSessions =
  ({ signInLevels }: { signInLevels: SignInLevels }): AskedOfSessions =>
  () =>
    signInLevels.administrators.length > 0 ? 'administers' : undefined;

export type LacksLevel = (session: Session, now: Date) => boolean;

/**
 * Whether the sign-in of a session told less than what is asked of its user by now: they have become staff or administrators
 * since, nothing was asked when they signed in, or a permission is over.
 */
export const makeLacksLevel =
  ({ signInLevels }: { signInLevels: SignInLevels }): LacksLevel =>
  ({ user, data, administers = false }, now) =>
    user !== undefined &&
    !presentsLevel(askedLevels(signInLevels, user, administers), data.acr) &&
    !(data.levelWaivedUntil !== undefined && now < new Date(data.levelWaivedUntil));

type Deps = {
  sessions: Pick<SessionStore, 'idOf' | 'endOf'>;
  unitOfWork: UnitOfWork<Pick<Repositories, 'audit' | 'users'>>;
  clock: Clock;
};

export type EndSessionWithoutLevel = (session: Session, origin: RequestOrigin) => Promise<void>;

/** Ends such a session. Of several requests that find it at once, one notes its end. */
export const makeEndSessionWithoutLevel =
  ({ sessions, ...deps }: Deps): EndSessionWithoutLevel =>
  async ({ key, user }, origin) => {
    if (!user || !(await sessions.endOf(user.id, sessions.idOf(key)))) return;
    await makeNoteEndedSessions(deps).ended({ userId: null, origin }, [user.id], 'level');
  };
