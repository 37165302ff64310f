import type { OrganizationId, ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { CursorRequest, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';
import type { TeamViewer } from './team-repository.ts';

/** A team as a person sees it; `role` is `member` when they see it through a team below it. Ids in ascending order. */
export type TeamView = Team & {
  readonly role: TeamRole;
  readonly accessIds: readonly TeamAccessId[];
  readonly serviceProviderIds: readonly ServiceProviderId[];
};

/** A team as operators see it. */
export type OverseenTeam = Team &
  Readonly<{ organization: Readonly<{ id: OrganizationId; name: string }> | null; members: number }>;

export type AllTeamsFilter = Readonly<{
  /** Part of the name; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  organizationId?: OrganizationId | undefined;
  id?: TeamId | undefined;
  /** The whole name. */
  name?: string | undefined;
}>;

export type TeamOrderField = 'created_at' | 'name' | 'path';

/** The window of a list: `limit` teams after the first `offset`. */
export type TeamWindow = Readonly<{ limit: number; offset: number }>;

/** One round trip each, for any number of teams. Visible teams are those of `TeamRepository.seenAs`. */
export interface TeamQueries {
  /** All visible teams, or a `window` of them. */
  list(
    viewer: TeamViewer,
    order: PageRequest<TeamOrderField>['order'],
    window?: TeamWindow,
  ): Promise<readonly TeamView[]>;
  find(viewer: TeamViewer, id: TeamId): Promise<TeamView | undefined>;
  /** A page of all teams, for any viewer. */
  all(filter: AllTeamsFilter, request: CursorRequest<'path'>): Promise<readonly OverseenTeam[]>;
}
