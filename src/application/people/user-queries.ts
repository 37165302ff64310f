import type { Organization } from '../../domain/organization/organization.ts';
import type { User } from '../../domain/people/user.ts';
import type { OrganizationId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

/** A person as people of the same organization see them. */
export type ListedUser = Pick<
  User,
  'id' | 'email' | 'emailVerified' | 'name' | 'language' | 'timezone' | 'isDevice' | 'isStaff'
>;

/** A person in a list, with their organization as such lists show it. */
export type ListedUserView = Readonly<{
  user: ListedUser;
  organization: Pick<Organization, 'id' | 'name' | 'registrationIds'> | undefined;
}>;

/** As `ListedUserView`, with the whole account, for staff. */
export type UserView = Readonly<{ user: User; organization: ListedUserView['organization'] }>;

/** The person who looks at people. */
export type Viewer = Readonly<{ userId: UserId; organizationId: OrganizationId | null }>;

export type UserFilter = Readonly<{
  /** Part of the name or of the verified e-mail address; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  /** Leaves out the members of this team; without effect when the viewer does not see it (contract/rest-api.md D19). */
  notInTeam?: TeamId | undefined;
}>;

export type AccountFilter = Readonly<{
  /** As in `UserFilter`, but also part of an unverified address. */
  search?: Searched | undefined;
  organizationId?: OrganizationId | undefined;
  isActive?: boolean | undefined;
  isStaff?: boolean | undefined;
}>;

/** Lists of people: one round trip of constant cost a page. */
export interface UserQueries {
  /** The active people of the viewer's organization; without an organization, only the viewer. */
  page(viewer: Viewer, filter: UserFilter, request: PageRequest<'created_at'>): Promise<Page<ListedUserView>>;
  /** People of every organization and of none, active or not; the total is counted up to `MOST_COUNTED`. */
  accounts(filter: AccountFilter, request: CursorRequest<'created_at'>): Promise<Page<UserView>>;
  /** Any person, active or not. */
  find(id: UserId): Promise<UserView | undefined>;
  /** The person with this identifier at the OpenID provider, active or not, in one round trip. */
  findBySub(sub: string): Promise<User | undefined>;
  /** Whether somebody is owner or administrator of a mail domain, or administers an organization. */
  administers(id: UserId): Promise<boolean>;
}
