import type { UserId } from '../../domain/shared/ids.ts';
import type { ListedUserView } from './user-queries.ts';

/** A person, and what decides which parts of the application they see. */
export type PersonView = ListedUserView &
  Readonly<{
    /** Owner or administrator of some team. */
    managesTeam: boolean;
    /** Has an access to some mail domain. */
    hasMailDomain: boolean;
  }>;

/** One round trip each. */
export interface PersonQueries {
  find(userId: UserId): Promise<PersonView | undefined>;
}
