import type { ServiceScope } from '../../../application/access/resource-server/service-scope.ts';
import type {
  ServiceTeamQueries,
  ServiceTeamView,
} from '../../../application/access/resource-server/service-team-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import { serviceStanding } from '../../../domain/access/service-standing.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole, TeamStanding } from '../../../domain/team/team-access.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { SEEN_TEAMS } from '../team/seen-teams.ts';
import { TEAM } from '../team/team-table.ts';
import { ROLE_SEEN } from '../team/team-visibility.ts';

type Row = Team & { role: TeamRole; is_linked: boolean };
/** One row carries the total even when the page is empty. */
type PageRow = (Row | { [Column in keyof Row]: null }) & { total: number };

/** Whether the service of the audience `$3` is linked to the team `t`. */
const IS_LINKED = `EXISTS (SELECT FROM team_service_provider l JOIN service_provider p ON p.id = l.service_provider_id
    WHERE l.team_id = t.id AND p.audience_id = $3)`;
const ORDER = { created_at: 't."createdAt"' } as const;

const toView = (row: Row): ServiceTeamView => ({
  ...TEAM.of(row),
  role: row.role,
  standing: serviceStanding(row.is_linked, row.isVisibleAllServices),
});
const hasTeam = (row: PageRow): row is Row & { total: number } => row.id !== null;

export class PgServiceTeamQueries implements ServiceTeamQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    { actor, audience }: ServiceScope<'seen_teams'>,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<ServiceTeamView>> {
    const sorted = orderBy(order, ORDER, 't.id');
    const { rows } = await this.db.query<PageRow>(
      `WITH ${SEEN_TEAMS}, reached AS MATERIALIZED (
         SELECT *, row_number() OVER (ORDER BY ${sorted}) AS position FROM (
           SELECT ${TEAM.columns}, v.role, ${IS_LINKED} AS is_linked FROM visible v JOIN team t ON t.id = v.id
         ) t WHERE "isVisibleAllServices" OR is_linked
       )
       SELECT c.total, r.* FROM (SELECT count(*)::int AS total FROM reached) c
         LEFT JOIN LATERAL (SELECT * FROM reached WHERE position > $5 AND position <= $5 + $4) r ON true
        ORDER BY r.position`,
      [actor.userId, actor.organizationId, audience, size, (number - 1) * size],
    );
    return { total: rows[0]?.total ?? 0, items: rows.filter(hasTeam).map(toView) };
  }

  async find(
    { actor, audience }: ServiceScope<'seen_teams'>,
    id: TeamId,
  ): Promise<ServiceTeamView | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT * FROM (
         SELECT ${TEAM.columns}, ${ROLE_SEEN} AS role, ${IS_LINKED} AS is_linked
           FROM team t LEFT JOIN team_access a ON a.team_id = t.id AND a.user_id = $1 WHERE t.id = $4
       ) seen WHERE role IS NOT NULL AND ("isVisibleAllServices" OR is_linked)`,
      [actor.userId, actor.organizationId, audience, id],
    );
    return rows[0] && toView(rows[0]);
  }

  async standing({ actor, audience }: ServiceScope<'linked_teams'>, id: TeamId): Promise<TeamStanding> {
    const { rows } = await this.db.query<{ role: TeamRole | null; owners: number }>(
      `SELECT a.role, (SELECT count(*)::int FROM team_access o WHERE o.team_id = t.id AND o.role = 'owner') AS owners
         FROM team t LEFT JOIN team_access a ON a.team_id = t.id AND a.user_id = $1
        WHERE t.id = $2 AND ${IS_LINKED}`,
      [actor.userId, id, audience],
    );
    return { role: rows[0]?.role ?? undefined, owners: rows[0]?.owners ?? 0 };
  }
}
