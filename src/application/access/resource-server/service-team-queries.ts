import type { ServiceStanding } from '../../../domain/access/service-standing.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole, TeamStanding } from '../../../domain/team/team-access.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { ServiceScope } from './service-scope.ts';

/** A team as a person sees it through a service; `role` is `member` where they only see it from below. */
export type ServiceTeamView = Team & {
  readonly role: TeamRole;
  /** What the service is to it: never `none`. */
  readonly standing: ServiceStanding;
};

/**
 * The teams that a person sees (`TeamRepository.seenAs`) and the calling service may see. One round trip each, whatever
 * the number of teams and of services linked to them.
 */
export interface ServiceTeamQueries {
  page(scope: ServiceScope<'seen_teams'>, request: PageRequest<'created_at'>): Promise<Page<ServiceTeamView>>;
  find(scope: ServiceScope<'seen_teams'>, id: TeamId): Promise<ServiceTeamView | undefined>;
  /** What the person is to a team by their own access; nothing when the service is not linked to the team. */
  standing(scope: ServiceScope<'linked_teams'>, id: TeamId): Promise<TeamStanding>;
}
