import type { CursorRequest, PageRequest } from '../../../application/shared/page.ts';
import type {
  AllTeamsFilter,
  OverseenTeam,
  TeamOrderField,
  TeamQueries,
  TeamView,
  TeamWindow,
} from '../../../application/team/team-queries.ts';
import type { TeamViewer } from '../../../application/team/team-repository.ts';
import type { ServiceProviderId, TeamAccessId, TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { SEEN_TEAMS } from './seen-teams.ts';
import { TEAM } from './team-table.ts';
import { ROLE_SEEN } from './team-visibility.ts';

type Row = Team & {
  role: TeamRole | null;
  access_ids: TeamAccessId[];
  service_provider_ids: ServiceProviderId[];
};

const LINKS = `ARRAY(SELECT x.id FROM team_access x WHERE x.team_id = t.id ORDER BY x.id) AS access_ids,
  ARRAY(SELECT s.service_provider_id FROM team_service_provider s WHERE s.team_id = t.id
         ORDER BY s.service_provider_id) AS service_provider_ids`;

const ORDER = { created_at: 't.created_at', name: 't.name', path: 't.path' } as const;

const toView = (row: Row): TeamView[] =>
  row.role === null
    ? []
    : [
        {
          ...TEAM.of(row),
          role: row.role,
          accessIds: row.access_ids,
          serviceProviderIds: row.service_provider_ids,
        },
      ];

export class PgTeamQueries implements TeamQueries {
  constructor(private readonly db: Queryable) {}

  async list(
    { userId, organizationId }: TeamViewer,
    order: PageRequest<TeamOrderField>['order'],
    window?: TeamWindow,
  ): Promise<readonly TeamView[]> {
    const { rows } = await this.db.query<Row>(
      `WITH ${SEEN_TEAMS}
       SELECT ${TEAM.columns}, v.role, ${LINKS} FROM visible v JOIN team t ON t.id = v.id
        ORDER BY ${orderBy(order, ORDER, 't.id')} LIMIT $3 OFFSET $4`,
      [userId, organizationId, window?.limit, window?.offset ?? 0],
    );
    return rows.flatMap(toView);
  }

  async find({ userId, organizationId }: TeamViewer, id: TeamId): Promise<TeamView | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${TEAM.columns}, ${ROLE_SEEN} AS role, ${LINKS}
         FROM team t LEFT JOIN team_access a ON a.team_id = t.id AND a.user_id = $1 WHERE t.id = $3`,
      [userId, organizationId, id],
    );
    return rows.flatMap(toView)[0];
  }

  async all(
    { search, organizationId, id, name }: AllTeamsFilter,
    request: CursorRequest<'path'>,
  ): Promise<readonly OverseenTeam[]> {
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      ...foundBy('search_text(t.name)', search, place),
      ...(organizationId === undefined ? [] : [`t.organization_id = ${place(organizationId)}`]),
      ...(id === undefined ? [] : [`t.id = ${place(id)}`]),
      ...(name === undefined ? [] : [`t.name = ${place(name)}`]),
      ...afterPosition(request, ORDER, 't.id', place),
    ];
    const { number, size, order } = request;
    const { rows } = await this.db.query<Team & { organization: string | null; members: number }>(
      `SELECT ${TEAM.columns}, o.name AS organization,
              (SELECT count(*)::int FROM team_access a WHERE a.team_id = t.id) AS members
         FROM team t LEFT JOIN organization o ON o.id = t.organization_id
        WHERE ${['true', ...conditions].join(' AND ')} ORDER BY ${orderBy(order, ORDER, 't.id')}
        LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return rows.map(({ organization, members, ...row }) => {
      const team = TEAM.of(row);
      const { organizationId: of } = team;
      const named = of === null || organization === null ? null : { id: of, name: organization };
      return { ...team, organization: named, members };
    });
  }
}
