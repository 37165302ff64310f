import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type {
  TeamAccessOrderField,
  TeamAccessQueries,
  TeamAccessView,
} from '../../application/ports/team-queries.ts';
import type { TeamAccessId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { TeamStanding } from '../../domain/team/team-access.ts';
import { orderBy, type Queryable } from './sql.ts';
import { TEAM_ACCESS_COLUMNS, type TeamAccessRow, toTeamAccess } from './team-access-row.ts';
import { readTeamStanding } from './team-standing.ts';

type Row = TeamAccessRow & { email: string | null; name: string | null };

const FROM = 'FROM team_access a JOIN user_account u ON u.id = a.user_id WHERE a.team_id = $1';
const SELECT = `SELECT ${TEAM_ACCESS_COLUMNS}, u.email, u.name`;
const ORDER = { role: 'a.role', user__email: 'u.email', user__name: 'u.name' } as const;

const toView = (row: Row): TeamAccessView => ({
  ...toTeamAccess(row),
  user: { id: row.user_id, email: row.email, name: row.name },
});

export class PgTeamAccessQueries implements TeamAccessQueries {
  constructor(private readonly db: Queryable) {}

  async standing(teamId: TeamId, userId: UserId): Promise<TeamStanding> {
    return readTeamStanding(this.db, teamId, userId);
  }

  async page(
    teamId: TeamId,
    search: string,
    { number, size, order }: PageRequest<TeamAccessOrderField>,
  ): Promise<Page<TeamAccessView>> {
    const values: unknown[] = [teamId];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const isFound = search === '' ? '' : `AND u.found_by LIKE search_pattern(${place(search)})`;
    // Only names are looked for among people: all accesses are counted without them.
    const { rows: counted } = await this.db.query<{ total: number }>(
      `SELECT count(*)::int AS total ${search === '' ? 'FROM team_access a WHERE a.team_id = $1' : FROM} ${isFound}`,
      [...values],
    );
    const { rows } = await this.db.query<Row>(
      `${SELECT} ${FROM} ${isFound} ORDER BY ${orderBy(order, ORDER, 'a.id')}
        LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return { total: counted[0]?.total ?? 0, items: rows.map(toView) };
  }

  async find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccessView | undefined> {
    const { rows } = await this.db.query<Row>(`${SELECT} ${FROM} AND a.id = $2`, [teamId, id]);
    return rows[0] && toView(rows[0]);
  }
}
