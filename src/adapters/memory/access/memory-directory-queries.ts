import type {
  DirectoryGroup,
  DirectoryQueries,
  DirectoryRequest,
  DirectoryUser,
  GroupRequest,
} from '../../../application/access/resource-server/directory-queries.ts';
import type { ServiceScope } from '../../../application/access/resource-server/service-scope.ts';
import type { Page } from '../../../application/shared/page.ts';
import {
  GROUP_FIELDS,
  type GroupField,
  matchesScimFilter,
  type ScimValue,
  TEAM_ID_FIELD,
  USER_FIELDS,
  type UserField,
} from '../../../domain/access/scim-filter.ts';
import { serviceAbilities } from '../../../domain/access/service-standing.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { seenTeamRole } from '../team/seen-team-role.ts';
import { standingOfService } from './standing-of-service.ts';

type Values = readonly (ScimValue | null)[];

const whenMailed = <Value>(user: User, value: Value): Value | null =>
  (verifiedEmail(user) ?? '') === '' ? null : value;

const USER_VALUES: Readonly<Record<UserField, (view: DirectoryUser) => Values>> = {
  id: ({ user }) => [user.id],
  userName: ({ user }) => [user.sub],
  displayName: ({ user }) => [user.name],
  active: ({ user }) => [user.isActive],
  'emails.value': ({ user }) => [verifiedEmail(user)],
  'emails.type': ({ user }) => [whenMailed(user, 'work')],
  'emails.primary': ({ user }) => [whenMailed(user, true)],
  'groups.value': ({ groups }) => groups.map(({ externalId }) => externalId),
  'groups.display': ({ groups }) => groups.map(({ name }) => name),
  'meta.created': ({ user }) => [user.createdAt],
  'meta.lastModified': ({ user }) => [user.updatedAt],
};

const GROUP_VALUES: Readonly<Record<GroupField, (view: DirectoryGroup) => Values>> = {
  id: ({ team }) => [team.externalId],
  displayName: ({ team }) => [team.name],
  'members.value': ({ members = [] }) => members.map(({ id }) => id),
  'members.display': ({ members = [] }) => members.map(({ name }) => name),
  'members.type': ({ members = [] }) => members.map(() => 'User'),
  [TEAM_ID_FIELD]: ({ team }) => [team.id],
  'meta.created': ({ team }) => [team.createdAt],
  'meta.lastModified': ({ team }) => [team.updatedAt],
};

export class MemoryDirectoryQueries implements DirectoryQueries {
  constructor(private readonly store: MemoryStore) {}

  async users(
    scope: ServiceScope<'shared_people'>,
    { filter, ...window }: DirectoryRequest<UserField>,
  ): Promise<Page<DirectoryUser>> {
    const views = this.#people(scope).filter(
      (view) => !filter || matchesScimFilter(filter, USER_FIELDS, (field) => USER_VALUES[field](view)),
    );
    return cut(views, ({ user }) => user.id, window);
  }

  async findUser(scope: ServiceScope<'shared_people'>, id: UserId): Promise<DirectoryUser | undefined> {
    return this.#people(scope).find(({ user }) => user.id === id);
  }

  async groups(
    scope: ServiceScope<'seen_teams'>,
    { filter, withMembers, mostMembers, ...window }: GroupRequest,
  ): Promise<Page<DirectoryGroup>> {
    const views = this.#teams(scope).filter(
      (view) => !filter || matchesScimFilter(filter, GROUP_FIELDS, (field) => GROUP_VALUES[field](view)),
    );
    const { total, items } = cut(views, ({ team }) => team.externalId, window);
    if (!withMembers) return { total, items: items.map((view) => ({ ...view, members: undefined })) };
    let carried = 0;
    const end = items.findIndex(({ members = [] }, index) => {
      carried += members.length;
      return carried > mostMembers && index > 0;
    });
    return { total, items: end < 0 ? items : items.slice(0, end) };
  }

  async findGroup(
    scope: ServiceScope<'seen_teams'>,
    externalId: string,
  ): Promise<DirectoryGroup | undefined> {
    return this.#teams(scope).find(({ team }) => team.externalId === externalId);
  }

  #people(scope: ServiceScope): DirectoryUser[] {
    const { users } = this.store.tables;
    const shared = this.#teams(scope).filter(({ members }) => members !== undefined);
    return users
      .all(({ id }) => id === scope.actor.userId || shared.some((group) => isMember(group, id)))
      .map((user) => ({
        user,
        groups: shared
          .filter((group) => isMember(group, user.id))
          .map(({ team: { externalId, name } }) => ({ externalId, name }))
          .sort((a, b) => compareKeys(a.name, b.name) || compareKeys(a.externalId, b.externalId)),
      }));
  }

  #teams({ actor, audience }: ServiceScope): DirectoryGroup[] {
    const { tables } = this.store;
    return tables.teams
      .all((team) => seenTeamRole(tables, actor, team) !== undefined)
      .map((team) => ({
        team,
        standing: standingOfService(tables, team, audience),
        members: this.#members(team, actor.userId),
      }))
      .filter(({ standing }) => serviceAbilities(standing).read);
  }

  #members({ id }: Team, viewer: UserId): DirectoryGroup['members'] {
    const { teamAccesses, users } = this.store.tables;
    const ids = teamAccesses.all(({ teamId }) => teamId === id).map(({ userId }) => userId);
    if (!ids.includes(viewer)) return undefined;
    return ids.sort(compareKeys).map((member) => ({ id: member, name: users.find(member)?.name ?? null }));
  }
}

const isMember = ({ members = [] }: DirectoryGroup, id: UserId): boolean =>
  members.some((member) => member.id === id);

function cut<View>(
  views: readonly View[],
  idOf: (view: View) => string,
  { startIndex, count }: { readonly startIndex: number; readonly count: number },
): Page<View> {
  const sorted = [...views].sort((a, b) => compareKeys(idOf(a), idOf(b)));
  return { total: views.length, items: sorted.slice(startIndex - 1, startIndex - 1 + count) };
}
