import type { UserId } from '../../../domain/shared/ids.ts';

/** Browser sessions, as a transaction ends them; everything else about them is with the `SessionStore`. */
export interface SessionRepository {
  /** Ends all sessions of an account at commit, whatever `sub` and `sid` they were opened with; returns how many. */
  endAllOf(userId: UserId): Promise<number>;
}
