import type { GroupField, ScimFilter, UserField } from '../../../domain/access/scim-filter.ts';
import type { ServiceStanding } from '../../../domain/access/service-standing.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { Page } from '../../shared/page.ts';
import type { ServiceScope } from './service-scope.ts';

/** `startIndex` counts from 1; `count` is in resources and may be 0, for the total alone (RFC 7644, 3.4.2.4). */
export type DirectoryRequest<Field extends string> = Readonly<{
  filter: ScimFilter<Field> | undefined;
  startIndex: number;
  count: number;
}>;

/**
 * Without `withMembers`, members are not read. With it, a page ends before its groups would have more than `mostMembers`
 * members together, and has one group at least.
 */
export type GroupRequest = DirectoryRequest<GroupField> &
  Readonly<{ withMembers: boolean; mostMembers: number }>;

/** A person, with the teams, by name, that they share with the viewer and that the service may see. */
export type DirectoryUser = Readonly<{
  user: User;
  groups: readonly { readonly externalId: string; readonly name: string }[];
}>;

/** A member of a team, and their name where one is known. */
export type DirectoryMember = Readonly<{ id: UserId; name: string | null }>;

/** A team, with its members in order of their ids; undefined when not requested, or not visible to the viewer. */
export type DirectoryGroup = Readonly<{
  team: Team;
  standing: ServiceStanding;
  members: readonly DirectoryMember[] | undefined;
}>;

/**
 * People and teams as a SCIM client sees them. One round trip each, for any filter and number of resources; lists are in
 * order of ids.
 */
export interface DirectoryQueries {
  /** The viewer, and the people who have an access to one of the viewer's teams that the service may see. */
  users(
    scope: ServiceScope<'shared_people'>,
    request: DirectoryRequest<UserField>,
  ): Promise<Page<DirectoryUser>>;
  findUser(scope: ServiceScope<'shared_people'>, id: UserId): Promise<DirectoryUser | undefined>;
  /** The teams of `ServiceTeamQueries`. Only members of a team see its members. */
  groups(scope: ServiceScope<'seen_teams'>, request: GroupRequest): Promise<Page<DirectoryGroup>>;
  findGroup(scope: ServiceScope<'seen_teams'>, externalId: string): Promise<DirectoryGroup | undefined>;
}
