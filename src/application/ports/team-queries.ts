import type {
  ServiceProviderId,
  TeamAccessId,
  TeamId,
  TeamInvitationId,
  UserId,
} from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamAccess, TeamRole, TeamStanding } from '../../domain/team/team-access.ts';
import type { TeamInvitation } from '../../domain/team/team-invitation.ts';
import type { Mailed } from './invitation-mail.ts';
import type { Page, PageRequest } from './queries.ts';
import type { TeamViewer } from './team-repository.ts';

/** A team as a person sees it; `role` is `member` where they only see it from below. Ids in ascending order. */
export type TeamView = Team & {
  readonly role: TeamRole;
  readonly accessIds: readonly TeamAccessId[];
  readonly serviceProviderIds: readonly ServiceProviderId[];
};
export type TeamOrderField = 'created_at' | 'name' | 'path';

/** Which of the teams a list is asked for: so many after those skipped. */
export type TeamWindow = Readonly<{ limit: number; offset: number }>;

/** One statement each, whatever the number of teams. Visible teams are those of `TeamRepository.seenAs`. */
export interface TeamQueries {
  /** All of them unless `window` says which. */
  list(
    viewer: TeamViewer,
    order: PageRequest<TeamOrderField>['order'],
    window?: TeamWindow,
  ): Promise<readonly TeamView[]>;
  find(viewer: TeamViewer, id: TeamId): Promise<TeamView | undefined>;
}

export type TeamAccessView = TeamAccess & {
  readonly user: Readonly<{ id: UserId; email: string | null; name: string | null }>;
};
export type TeamAccessOrderField = 'role' | 'user__email' | 'user__name';

/** Some of a team's accesses, and what the viewer is to the team. */
export type TeamAccessPage = Page<TeamAccessView> & { readonly standing: TeamStanding };

/** One statement each. */
export interface TeamAccessQueries {
  standing(teamId: TeamId, userId: UserId): Promise<TeamStanding>;
  /**
   * The accesses of a team, for `viewerId`; none when they have none themselves.
   *
   * @param search part of the name or the e-mail, ignoring case and accents; empty for all
   */
  page(
    teamId: TeamId,
    viewerId: UserId,
    search: string,
    request: PageRequest<TeamAccessOrderField>,
  ): Promise<TeamAccessPage>;
  find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccessView | undefined>;
}

/** One statement each. */
export interface TeamInvitationQueries {
  page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<Mailed<TeamInvitation>>>;
  find(teamId: TeamId, id: TeamInvitationId): Promise<Mailed<TeamInvitation> | undefined>;
}
