import type { ServiceStanding } from '../../../domain/access/service-standing.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole, TeamStanding } from '../../../domain/team/team-access.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { ServiceScope } from './service-scope.ts';

/** A team as a person sees it through a service; `role` is `member` when they see it through a team below it. */
export type ServiceTeamView = Team & {
  readonly role: TeamRole;
  /** The service's relation to the team: never `none`. */
  readonly standing: ServiceStanding;
};

/**
 * Teams that both the person (`TeamRepository.seenAs`) and the calling service may see. One round trip each, for any
 * number of teams and of services linked to them.
 */
export interface ServiceTeamQueries {
  page(scope: ServiceScope<'seen_teams'>, request: PageRequest<'created_at'>): Promise<Page<ServiceTeamView>>;
  find(scope: ServiceScope<'seen_teams'>, id: TeamId): Promise<ServiceTeamView | undefined>;
  /** The person's standing in the team by their own access; none when the service is not linked to the team. */
  standing(scope: ServiceScope<'linked_teams'>, id: TeamId): Promise<TeamStanding>;
}
