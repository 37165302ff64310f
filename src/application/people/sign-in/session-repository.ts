import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';

/** A person, and how many of their sessions ended. */
export type EndedSessions = Readonly<{ user: User; sessions: number }>;

/** Browser sessions as transactions end them; their other operations are in the `SessionStore`. */
export interface SessionRepository {
  /** Ends all sessions of an account at commit, under any `sub` and `sid`; returns how many. */
  endAllOf(userId: UserId): Promise<number>;
  /** As `endAllOf`, for those that told none of these levels, and may not go on without by permission. */
  endLacking(userId: UserId, levels: readonly string[]): Promise<number>;
  /** Ends the session of that name (`SessionStore.idOf`); resolves to whose it was, undefined when nobody has such a session. */
  endNamed(id: string): Promise<User | undefined>;
  /** Ends `limit` at most of the sessions of people that would end at `until` or before. */
  endSome(until: Date, limit: number): Promise<readonly EndedSessions[]>;
}
