import type { CursorRequest, PageRequest } from '../../../application/shared/page.ts';
import type { Searched } from '../../../application/shared/searched.ts';
import type {
  TeamAccessOrderField,
  TeamAccessPage,
  TeamAccessQueries,
  TeamAccessView,
} from '../../../application/team/team-access-queries.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../../domain/team/team-access.ts';
import { afterPosition } from '../engine/after-position.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { foundByOthers, VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { TEAM_ACCESS } from './team-access-table.ts';
import {
  readTeamStanding,
  type TeamStandingRow,
  teamStandingColumns,
  toTeamStanding,
} from './team-standing.ts';

type Row = TeamAccess & { email: string | null; name: string | null };

const FROM = 'team_access a JOIN user_account u ON u.id = a.user_id WHERE a.team_id = $1';
const COLUMNS = `${TEAM_ACCESS.columns}, ${VERIFIED_EMAIL} AS email, u.name`;
const BY_CREATION = { created_at: 'a.created_at' } as const;
const ORDER = { role: 'a.role', user__email: VERIFIED_EMAIL, user__name: 'u.name' } as const;

const toView = (row: Row): TeamAccessView => ({
  ...TEAM_ACCESS.of(row),
  user: { id: row.userId, email: row.email, name: row.name },
});

export class PgTeamAccessQueries implements TeamAccessQueries {
  constructor(private readonly db: Queryable) {}

  async standing(teamId: TeamId, userId: UserId): Promise<TeamStanding> {
    return readTeamStanding(this.db, teamId, userId);
  }

  async page(
    teamId: TeamId,
    viewerId: UserId,
    search: Searched,
    { number, size, order }: PageRequest<TeamAccessOrderField>,
  ): Promise<TeamAccessPage> {
    const values: unknown[] = [teamId, viewerId, size, (number - 1) * size];
    const found = foundByOthers(search, (value) => `$${values.push(value)}`);
    const page = pageStatement({
      columns: COLUMNS,
      from: [FROM, ...found].join(' AND '),
      // Only a search needs people's names: otherwise accesses are counted without them.
      ...(found.length === 0 && { counted: 'team_access a WHERE a.team_id = $1' }),
      order: orderBy(order, ORDER, 'a.id'),
      limit: '$3',
      offset: '$4',
    });
    const { rows } = await this.db.query<PageRow<Row> & TeamStandingRow>(
      `SELECT standing.*, page.* FROM (SELECT ${teamStandingColumns('$1', '$2')}) AS standing CROSS JOIN (${page}) AS page
        ORDER BY page.place`,
      values,
    );
    const standing = toTeamStanding(rows[0]);
    return standing.role === undefined
      ? { standing, total: 0, items: [] }
      : { standing, ...toPage(rows, toView) };
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccessView | undefined> {
    const { rows } = await this.db.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} AND a.id = $2`, [teamId, id]);
    return rows[0] && toView(rows[0]);
  }

  async members(teamId: TeamId, request: CursorRequest<'created_at'>): Promise<readonly TeamAccessView[]> {
    const { number, size, order } = request;
    const values: unknown[] = [teamId];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const all = [FROM, ...afterPosition(request, BY_CREATION, 'a.id', place)].join(' AND ');
    const { rows } = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM ${all} ORDER BY ${orderBy(order, BY_CREATION, 'a.id')}
        LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return rows.map(toView);
  }
}
