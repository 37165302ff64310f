import type { User } from '../../domain/people/user.ts';
import type { UserId } from '../../domain/shared/ids.ts';

export type UserPreferences = Readonly<{
  language?: User['language'] | undefined;
  timezone?: string | undefined;
}>;

export interface UserRepository {
  find(id: UserId): Promise<User | undefined>;
  /** As `find`, and locks the user: other writers wait until the end of the transaction. */
  lock(id: UserId): Promise<User | undefined>;
  findBySub(sub: string): Promise<User | undefined>;
  /** Active accounts with this verified e-mail, ignoring letter case: up to two, enough to detect an ambiguity. */
  findActiveByEmail(email: string): Promise<readonly User[]>;
  /** All accounts with this verified e-mail, ignoring letter case, active or not. */
  listByEmail(email: string): Promise<readonly User[]>;
  /** Stores a new user, unless the `sub` is taken: then its owner is returned and nothing is stored. */
  insertOrFind(user: User): Promise<User>;
  update(user: User): Promise<void>;
  /** Whether somebody is owner or administrator of a mail domain, or administers an organization. */
  administers(id: UserId): Promise<boolean>;
  /** Replaces the given preferences only. */
  updatePreferences(id: UserId, preferences: UserPreferences, at: Date): Promise<void>;
}
