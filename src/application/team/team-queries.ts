import type { ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { PageRequest } from '../shared/page.ts';
import type { TeamViewer } from './team-repository.ts';

/** A team as a person sees it; `role` is `member` when they see it through a team below it. Ids in ascending order. */
export type TeamView = Team & {
  readonly role: TeamRole;
  readonly accessIds: readonly TeamAccessId[];
  readonly serviceProviderIds: readonly ServiceProviderId[];
};

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
}
