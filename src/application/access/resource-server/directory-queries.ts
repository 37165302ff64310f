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
 * With `withMembers` false members are not even read. Else a page ends before the group with which it would have more than
 * `mostMembers` of them, and has one group at least.
 */
export type GroupRequest = DirectoryRequest<GroupField> &
  Readonly<{ withMembers: boolean; mostMembers: number }>;

/** A person, and those of the teams they share with the viewer that the service may see, by name. */
export type DirectoryUser = Readonly<{
  user: User;
  groups: readonly { readonly externalId: string; readonly name: string }[];
}>;

/** A team, with its members in order of their ids; undefined when they are not asked for, or not for the viewer. */
export type DirectoryGroup = Readonly<{
  team: Team;
  standing: ServiceStanding;
  members: readonly UserId[] | undefined;
}>;

/**
 * People and teams as a SCIM client sees them. One round trip each, whatever the filter and the number of resources;
 * lists are in order of ids.
 */
export interface DirectoryQueries {
  /** The viewer, and whoever has an access to a team to which the viewer has one and that the service may see. */
  users(
    scope: ServiceScope<'shared_people'>,
    request: DirectoryRequest<UserField>,
  ): Promise<Page<DirectoryUser>>;
  findUser(scope: ServiceScope<'shared_people'>, id: UserId): Promise<DirectoryUser | undefined>;
  /** The teams of `ServiceTeamQueries`. Members are told to members alone. */
  groups(scope: ServiceScope<'seen_teams'>, request: GroupRequest): Promise<Page<DirectoryGroup>>;
  findGroup(scope: ServiceScope<'seen_teams'>, externalId: string): Promise<DirectoryGroup | undefined>;
}
