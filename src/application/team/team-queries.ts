import type { ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { PageRequest } from '../shared/page.ts';
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

/** One round trip each, whatever the number of teams. Visible teams are those of `TeamRepository.seenAs`. */
export interface TeamQueries {
  /** All of them unless `window` says which. */
  list(
    viewer: TeamViewer,
    order: PageRequest<TeamOrderField>['order'],
    window?: TeamWindow,
  ): Promise<readonly TeamView[]>;
  find(viewer: TeamViewer, id: TeamId): Promise<TeamView | undefined>;
}
