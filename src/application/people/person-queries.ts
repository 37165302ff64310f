import type { Organization } from '../../domain/organization/organization.ts';
import type { User } from '../../domain/people/user.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** A person, and what decides which parts of the application they see. */
export type PersonView = Readonly<{
  user: User;
  organization: Organization | undefined;
  /** Owner or administrator of some team. */
  managesTeam: boolean;
  /** Has an access to some mail domain. */
  hasMailDomain: boolean;
}>;

/** One round trip each. */
export interface PersonQueries {
  find(userId: UserId): Promise<PersonView | undefined>;
}
