import type {
  Page,
  PageRequest,
  UserFilter,
  UserQueries,
  UserView,
  Viewer,
} from '../../application/ports/queries.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { User } from '../../domain/user/user.ts';
import { orderBy, type Queryable } from './sql.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

type Row = UserRow & {
  organization_id: OrganizationId | null;
  organization_name: string;
  registration_ids: string[];
};

const toView = (row: Row): UserView => ({
  user: toUser(row),
  organization:
    row.organization_id === null
      ? undefined
      : { id: row.organization_id, name: row.organization_name, registrationIds: row.registration_ids },
});

const ORGANIZATION = `o.id AS organization_id, o.name AS organization_name,
  ARRAY(SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position)
    AS registration_ids`;

const ORDER = { created_at: 'u.created_at' } as const;

/** Conditions on `u`, and the values they hold: what a person may see, and what they look for. */
function restrict({ userId, organizationId }: Viewer, { search, notInTeam }: UserFilter) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    'u.is_active',
    organizationId === null ? `u.id = ${place(userId)}` : `u.organization_id = ${place(organizationId)}`,
  ];
  if (search !== undefined) {
    const pattern = `search_pattern(${place(search)})`;
    conditions.push(`(search_text(u.name) LIKE ${pattern} OR search_text(u.email) LIKE ${pattern})`);
  }
  if (notInTeam !== undefined) {
    const team = place(notInTeam);
    conditions.push(
      `(NOT EXISTS (SELECT FROM team_access m WHERE m.user_id = u.id AND m.team_id = ${team})
        OR NOT EXISTS (SELECT FROM team_access m WHERE m.user_id = ${place(userId)} AND m.team_id = ${team}))`,
    );
  }
  return { where: conditions.join(' AND '), values, place };
}

export class PgUserQueries implements UserQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    viewer: Viewer,
    filter: UserFilter,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<UserView>> {
    const { where, values, place } = restrict(viewer, filter);
    const counted = await this.db.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM user_account u WHERE ${where}`,
      [...values],
    );
    // Everybody listed is from the viewer's organization: it is read once.
    const { rows } = await this.db.query<Row>(
      `WITH o AS MATERIALIZED (SELECT ${ORGANIZATION} FROM organization o WHERE o.id = ${place(viewer.organizationId)})
       SELECT ${USER_COLUMNS}, o.* FROM user_account u LEFT JOIN o ON true
        WHERE ${where} ORDER BY ${orderBy(order, ORDER, 'u.id')}
        LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toView) };
  }

  async find(id: UserId): Promise<UserView | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${USER_COLUMNS}, ${ORGANIZATION}
         FROM user_account u LEFT JOIN organization o ON o.id = u.organization_id WHERE u.id = $1`,
      [id],
    );
    return rows[0] && toView(rows[0]);
  }

  async findBySub(sub: string): Promise<User | undefined> {
    const { rows } = await this.db.query<UserRow>(
      `SELECT ${USER_COLUMNS} FROM user_account u WHERE u.sub = $1`,
      [sub],
    );
    return rows[0] && toUser(rows[0]);
  }
}
