import type { UserId } from '../../../domain/shared/ids.ts';

/** At most `requests` in any period of `seconds`. */
export type ThrottleRate = Readonly<{ requests: number; seconds: number }>;
/** Both rates apply to each person (contract/rest-api.md 1.13). */
export type ThrottleRates = Readonly<{ burst: ThrottleRate; sustained: ThrottleRate }>;

/** Counts the requests of each person, for all processes together. */
export interface RequestThrottle {
  /**
   * Counts a request made at `now` in every scope that still has room; a full scope does not count it, and does not keep
   * the other from counting it.
   * @returns 0 when both scopes had room, else the number of seconds until the fuller of them has again, at least 1
   */
  take(userId: UserId, now: Date): Promise<number>;
}
