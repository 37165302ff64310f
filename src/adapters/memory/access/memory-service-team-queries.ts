import type { ServiceScope } from '../../../application/access/resource-server/service-scope.ts';
import type {
  ServiceTeamQueries,
  ServiceTeamView,
} from '../../../application/access/resource-server/service-team-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import { serviceAbilities } from '../../../domain/access/service-standing.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamStanding } from '../../../domain/team/team-access.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isLinkedToService } from '../team/is-linked-to-service.ts';
import { seenTeamRole } from '../team/seen-team-role.ts';
import { readTeamStanding } from '../team/team-standing.ts';
import { standingOfService } from './standing-of-service.ts';

const ORDER = { created_at: ({ createdAt }: ServiceTeamView) => createdAt };

export class MemoryServiceTeamQueries implements ServiceTeamQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    scope: ServiceScope<'seen_teams'>,
    request: PageRequest<'created_at'>,
  ): Promise<Page<ServiceTeamView>> {
    const teams = this.store.tables.teams.all(() => true);
    return pageOf(
      teams.flatMap((team) => this.#view(scope, team) ?? []),
      request,
      ORDER,
    );
  }

  async find(scope: ServiceScope<'seen_teams'>, id: TeamId): Promise<ServiceTeamView | undefined> {
    const team = this.store.tables.teams.find(id);
    return team && this.#view(scope, team);
  }

  async standing({ actor, audience }: ServiceScope<'linked_teams'>, id: TeamId): Promise<TeamStanding> {
    const { tables } = this.store;
    if (!isLinkedToService(tables, id, audience)) return { role: undefined, owners: 0 };
    return readTeamStanding(tables, id, actor.userId);
  }

  #view({ actor, audience }: ServiceScope<'seen_teams'>, team: Team): ServiceTeamView | undefined {
    const { tables } = this.store;
    const role = seenTeamRole(tables, actor, team);
    const standing = standingOfService(tables, team, audience);
    return role === undefined || !serviceAbilities(standing).read ? undefined : { ...team, role, standing };
  }
}
