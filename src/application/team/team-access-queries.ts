import type { TeamAccessId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../domain/team/team-access.ts';
import type { CursorRequest, Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

export type TeamAccessView = TeamAccess & {
  readonly user: Readonly<{ id: UserId; email: string | null; name: string | null }>;
};

export type TeamAccessOrderField = 'role' | 'user__email' | 'user__name';

/** A page of a team's accesses, and the viewer's standing in the team. */
export type TeamAccessPage = Page<TeamAccessView> & { readonly standing: TeamStanding };

/** One round trip each. */
export interface TeamAccessQueries {
  standing(teamId: TeamId, userId: UserId): Promise<TeamStanding>;
  /**
   * The accesses of a team, for `viewerId`; an empty page when `viewerId` has none.
   *
   * @param search in the name or the e-mail, ignoring case and accents; empty for all
   */
  page(
    teamId: TeamId,
    viewerId: UserId,
    search: Searched,
    request: PageRequest<TeamAccessOrderField>,
  ): Promise<TeamAccessPage>;
  find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccessView | undefined>;
  /** The accesses of a team, for any viewer. */
  members(teamId: TeamId, request: CursorRequest<'created_at'>): Promise<readonly TeamAccessView[]>;
}
