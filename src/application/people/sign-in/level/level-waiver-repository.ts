import type { LevelWaiver } from '../../../../domain/people/level-waiver.ts';
import type { UserId } from '../../../../domain/shared/ids.ts';

/** Permissions to sign in once without the level that is asked for: one of a person at most. */
export interface LevelWaiverRepository {
  /** Stores one, in place of the person's former one. */
  put(waiver: LevelWaiver): Promise<void>;
  /** Takes the person's away, over or not: of several callers at once, one gets it. */
  take(userId: UserId): Promise<LevelWaiver | undefined>;
  /** Those that are good at `now`, the one that ends first first: `MOST_LISTED_WAIVERS` at most. */
  listOpen(now: Date): Promise<readonly LevelWaiver[]>;
  /** Deletes those that are over at `now`; returns how many. */
  forgetExpired(now: Date): Promise<number>;
}

/** Permissions that are listed at most: operators give them one by one. */
export const MOST_LISTED_WAIVERS = 1_000;
