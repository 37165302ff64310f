import type { CursorRequest, PageRequest } from '../../../application/shared/page.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import type {
  TeamAccessOrderField,
  TeamAccessPage,
  TeamAccessQueries,
  TeamAccessView,
} from '../../../application/team/team-access-queries.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';
import { readTeamStanding } from './team-standing.ts';

const ORDER = {
  role: ({ role }: TeamAccessView) => role,
  user__email: ({ user }: TeamAccessView) => user.email,
  user__name: ({ user }: TeamAccessView) => user.name,
};

export class MemoryTeamAccessQueries implements TeamAccessQueries {
  constructor(private readonly store: MemoryStore) {}

  async standing(teamId: TeamId, userId: UserId): Promise<TeamStanding> {
    return readTeamStanding(this.store.tables, teamId, userId);
  }

  async page(
    teamId: TeamId,
    viewerId: UserId,
    search: Searched,
    request: PageRequest<TeamAccessOrderField>,
  ): Promise<TeamAccessPage> {
    const standing = await this.standing(teamId, viewerId);
    if (standing.role === undefined) return { standing, total: 0, items: [] };
    const views = this.store.tables.teamAccesses
      .all((access) => access.teamId === teamId)
      .flatMap((access) => this.#view(access) ?? [])
      .filter(({ user }) => isFound(search, [user.name, user.email]));
    return { standing, ...pageOf(views, request, ORDER) };
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccessView | undefined> {
    const access = this.store.tables.teamAccesses.find(id);
    return access?.teamId === teamId ? this.#view(access) : undefined;
  }

  async members(teamId: TeamId, request: CursorRequest<'created_at'>): Promise<readonly TeamAccessView[]> {
    const views = this.store.tables.teamAccesses
      .all((access) => access.teamId === teamId)
      .flatMap((access) => this.#view(access) ?? []);
    return pageOf(views, request, { created_at: ({ createdAt }) => createdAt }).items;
  }

  #view(access: TeamAccess): TeamAccessView | undefined {
    const user = this.store.tables.users.find(access.userId);
    return user && { ...access, user: { id: user.id, email: verifiedEmail(user), name: user.name } };
  }
}
