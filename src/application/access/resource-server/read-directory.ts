import type { UserField } from '../../../domain/access/scim-filter.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Page } from '../../shared/page.ts';
import type { TextDigest } from '../../shared/system.ts';
import type {
  DirectoryGroup,
  DirectoryQueries,
  DirectoryRequest,
  DirectoryUser,
  GroupRequest,
} from './directory-queries.ts';
import { groupVersion } from './group-version.ts';
import { PARTS_OF_DIRECTORY, type ServiceScope } from './service-scope.ts';

type People = ServiceScope<'shared_people'>;
type Teams = ServiceScope<'seen_teams'>;
type Deps = { directoryQueries: DirectoryQueries };
type GroupDeps = Deps & { digest: TextDigest };

export type ListDirectoryUsers = (
  scope: People,
  request: DirectoryRequest<UserField>,
) => Promise<Page<DirectoryUser>>;

/** The person, and everybody who shares a team with them that the service may see. */
export const makeListDirectoryUsers =
  ({ directoryQueries }: Deps): ListDirectoryUsers =>
  (scope, request) =>
    directoryQueries.users(scope, request);

/** Without an id, the calling person. */
export type GetDirectoryUser = (scope: People, id?: UserId) => Promise<DirectoryUser>;

/** @throws DomainError `user.not_found` also for people whom the service may not see */
export const makeGetDirectoryUser =
  ({ directoryQueries }: Deps): GetDirectoryUser =>
  async (scope, id = scope.actor.userId) => {
    const found = await directoryQueries.findUser(scope, id);
    if (!found) throw new DomainError('user.not_found', 'Nobody of that id in a team of the service');
    return found;
  };

/** A group and its version. */
export type VersionedGroup = DirectoryGroup & { readonly version: string };

export type ListDirectoryGroups = (scope: Teams, request: GroupRequest) => Promise<Page<VersionedGroup>>;

const withVersion = (digest: TextDigest, group: DirectoryGroup): VersionedGroup => ({
  ...group,
  version: groupVersion(
    digest,
    group.team,
    (group.members ?? []).map(({ id }) => id),
  ),
});

/** The person's teams and their ancestors that the service may see; only the person's own teams list their members. */
export const makeListDirectoryGroups =
  ({ directoryQueries, digest }: GroupDeps): ListDirectoryGroups =>
  async (scope, request) => {
    const { total, items } = await directoryQueries.groups(scope, request);
    return { total, items: items.map((group) => withVersion(digest, group)) };
  };

export type GetDirectoryGroup = (scope: Teams, externalId: string) => Promise<VersionedGroup>;

/** @throws DomainError `team.not_found` also for teams that the service may not see */
export const makeGetDirectoryGroup =
  ({ directoryQueries, digest }: GroupDeps): GetDirectoryGroup =>
  async (scope, externalId) => {
    const found = await directoryQueries.findGroup(scope, externalId);
    if (!found) throw new DomainError('team.not_found', 'No such team');
    return withVersion(digest, found);
  };

/** Sorts one list over all resources: people by their ids, then groups by their ids. */
export type SearchDirectory = (
  scope: ServiceScope<'directory'>,
  request: { readonly users: DirectoryRequest<UserField>; readonly groups: GroupRequest },
) => Promise<{
  readonly total: number;
  readonly users: readonly DirectoryUser[];
  readonly groups: readonly VersionedGroup[];
}>;

/**
 * People and groups as one list (RFC 7644, section 3.4.2.1), of which the requests, with the same `startIndex` and `count`,
 * ask for the same part.
 */
export const makeSearchDirectory =
  ({ directoryQueries, digest }: GroupDeps): SearchDirectory =>
  async (scope, { users: asked, groups }) => {
    const users = await directoryQueries.users(PARTS_OF_DIRECTORY.people(scope), asked);
    const found = await directoryQueries.groups(PARTS_OF_DIRECTORY.teams(scope), {
      ...groups,
      startIndex: Math.max(1, groups.startIndex - users.total),
      count: groups.count - users.items.length,
    });
    const { total, items } = found;
    return {
      total: users.total + total,
      users: users.items,
      groups: items.map((group) => withVersion(digest, group)),
    };
  };
