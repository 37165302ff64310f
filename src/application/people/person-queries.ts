import type { UserId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { HeldRole, HeldRoleFilter, HeldRoleOrderField } from './held-role.ts';
import type { ListedUserView } from './user-queries.ts';

/** A person, and the facts that decide which features they see. */
export type PersonView = ListedUserView &
  Readonly<{
    /** Whether they are owner or administrator of any team. */
    managesTeam: boolean;
    /** Whether they have an access to any mail domain. */
    hasMailDomain: boolean;
  }>;

/** One round trip each. */
export interface PersonQueries {
  find(userId: UserId): Promise<PersonView | undefined>;
  /** The roles that a person holds in mail domains, in teams and in their own organization. */
  roles(
    userId: UserId,
    filter: HeldRoleFilter,
    request: PageRequest<HeldRoleOrderField>,
  ): Promise<Page<HeldRole>>;
}
