import type {
  AccountFilter,
  ListedUserView,
  UserFilter,
  UserQueries,
  UserView,
  Viewer,
} from '../../../application/people/user-queries.ts';
import {
  type CursorRequest,
  MOST_COUNTED,
  type Page,
  type PageRequest,
} from '../../../application/shared/page.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import { isVisibleTo } from '../../../domain/people/user-access.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';
import { seenTeamRole } from '../team/seen-team-role.ts';
import { administers } from './administers.ts';
import { listedUserView, shownOrganization } from './listed-user.ts';

export class MemoryUserQueries implements UserQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    viewer: Viewer,
    { search, notInTeam }: UserFilter,
    request: PageRequest<'created_at'>,
  ): Promise<Page<ListedUserView>> {
    const { users, teamAccesses } = this.store.tables;
    const isMember = (userId: UserId) =>
      teamAccesses.has((access) => access.teamId === notInTeam && access.userId === userId);
    const team = notInTeam === undefined ? undefined : this.store.tables.teams.find(notInTeam);
    const filtersTeam = team !== undefined && seenTeamRole(this.store.tables, viewer, team) !== undefined;
    const rows = users.all(
      (user) =>
        user.isActive &&
        isVisibleTo(viewer, user) &&
        isFound(search, [user.name, verifiedEmail(user)]) &&
        !(filtersTeam && isMember(user.id)),
    );
    const { total, items } = pageOf(rows, request, { created_at: ({ createdAt }) => createdAt });
    return { total, items: items.map((user) => listedUserView(this.store.tables, user)) };
  }

  async accounts(
    { search, organizationId, isActive, isStaff }: AccountFilter,
    request: CursorRequest<'created_at'>,
  ): Promise<Page<UserView>> {
    const rows = this.store.tables.users.all(
      (user) =>
        isFound(search, [user.name, user.email]) &&
        (organizationId === undefined || user.organizationId === organizationId) &&
        (isActive === undefined || user.isActive === isActive) &&
        (isStaff === undefined || user.isStaff === isStaff),
    );
    const { total, items } = pageOf(rows, request, { created_at: ({ createdAt }) => createdAt });
    return { total: Math.min(total, MOST_COUNTED), items: items.map((user) => this.#view(user)) };
  }

  async find(id: UserId): Promise<UserView | undefined> {
    const user = this.store.tables.users.find(id);
    return user && this.#view(user);
  }

  async findBySub(sub: string): Promise<User | undefined> {
    return this.store.tables.users.all((user) => user.sub === sub)[0];
  }

  async administers(id: UserId): Promise<boolean> {
    return administers(this.store.tables, id);
  }

  #view(user: User): UserView {
    return { user, organization: shownOrganization(this.store.tables, user) };
  }
}
