import type { UserId } from '../../../domain/shared/ids.ts';

/** Browser sessions as transactions end them; their other operations are in the `SessionStore`. */
export interface SessionRepository {
  /** Ends all sessions of an account at commit, under any `sub` and `sid`; returns how many. */
  endAllOf(userId: UserId): Promise<number>;
  /** As `endAllOf`, for those that told none of these levels, and may not go on without by permission. */
  endLacking(userId: UserId, levels: readonly string[]): Promise<number>;
}
