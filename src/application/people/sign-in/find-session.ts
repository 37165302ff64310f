import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { Clock } from '../../shared/system.ts';
import type { Session, SessionStore } from '../session-store.ts';
import type { AskedOfSessions, EndSessionWithoutLevel, LacksLevel } from './level/sessions-without-level.ts';

type Deps = {
  sessions: Pick<SessionStore, 'find' | 'touch' | 'destroy'>;
  clock: Clock;
  /** After how long without a request a session ends; undefined where it only ends with its twelve hours. */
  idleLimitMs: number | undefined;
  askedOfSessions: AskedOfSessions;
  lacksLevel: LacksLevel;
  endSessionWithoutLevel: EndSessionWithoutLevel;
};

/** How a browser brought the key: under the name that cookies have now, or under the one they had before. */
type Brought = {
  readonly isFormerName: boolean;
  readonly origin: RequestOrigin;
  /** Whether nobody is at the page that asks: this is no use of the session. */
  readonly isUnattended?: boolean;
};

export type FindSession = (key: string, brought: Brought) => Promise<Session | undefined>;

/** Use is noted at most that often: a session may end that much before its limit, and never after it. */
export const SEEN_INTERVAL_MS = 5 * 60 * 1000;

/**
 * The live session of a key. One that nobody has used for longer than the limit ends, and so does one whose sign-in lacks the
 * level that is asked of its user by now. A session that began under the present name of cookies counts under no other:
 * whoever can set cookies of a neighbouring host could plant theirs.
 */
export const makeFindSession =
  ({
    sessions,
    clock,
    idleLimitMs,
    askedOfSessions,
    lacksLevel,
    endSessionWithoutLevel,
  }: Deps): FindSession =>
  async (key, { isFormerName, origin, isUnattended = false }) => {
    const now = clock.now();
    const session = await sessions.find(key, now, askedOfSessions());
    if (!session || (isFormerName && session.data.isHostBound)) return undefined;
    if (lacksLevel(session, now)) {
      await endSessionWithoutLevel(session, origin);
      return undefined;
    }
    if (idleLimitMs === undefined || !session.user) return session;
    const idleMs = session.lastSeenAt && now.getTime() - session.lastSeenAt.getTime();
    if (idleMs !== undefined && idleMs > idleLimitMs) {
      await sessions.destroy(key);
      return undefined;
    }
    // Sessions of before the limit was set are noted from now on.
    if (idleMs === undefined || (idleMs >= SEEN_INTERVAL_MS && !isUnattended)) await sessions.touch(key, now);
    return session;
  };
