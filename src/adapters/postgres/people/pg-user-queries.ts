import type {
  AccountFilter,
  ListedUserView,
  UserFilter,
  UserQueries,
  UserView,
  Viewer,
} from '../../../application/people/user-queries.ts';
import {
  type CursorRequest,
  MOST_COUNTED,
  type Page,
  type PageRequest,
} from '../../../application/shared/page.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';
import { foundByOthers } from '../shared/verified-email.ts';
import { ADMINISTERS_OF_ONE } from './administers.ts';
import { LISTED_USER, USER, WHOLE_USER } from './user-table.ts';
import {
  type ListedUserViewRow,
  toShownOrganization,
  toUserView,
  USER_ORGANIZATION,
  type UserViewRow,
} from './user-view-row.ts';

const ORDER = { created_at: 'u.created_at' } as const;

/** Conditions on `u`, and their values: the people that a viewer may see, and the filter. */
function restrict({ userId, organizationId }: Viewer, { search, notInTeam }: UserFilter) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    'u.is_active',
    organizationId === null ? `u.id = ${place(userId)}` : `u.organization_id = ${place(organizationId)}`,
  ];
  conditions.push(...foundByOthers(search, place));
  if (notInTeam !== undefined) {
    const team = place(notInTeam);
    // `ROLE_SEEN` decides whether the viewer sees the team, directly or from below.
    conditions.push(
      `(NOT EXISTS (SELECT FROM team_access m WHERE m.user_id = u.id AND m.team_id = ${team})
        OR NOT EXISTS (SELECT FROM team_access m JOIN team below ON below.id = m.team_id
                         JOIN team t ON left(below.path, length(t.path)) = t.path
                        WHERE t.id = ${team} AND m.user_id = ${place(userId)}
                          AND (below.id = t.id OR t.organization_id = ${place(organizationId)})))`,
    );
  }
  return { where: conditions.join(' AND '), values, place };
}

/** Conditions on `u`, for all organizations. */
function accountConditions(
  { search, organizationId, isActive, isStaff }: AccountFilter,
  place: (value: unknown) => string,
): string {
  return [
    'true',
    ...foundBy('u.found_by', search, place),
    ...(organizationId === undefined ? [] : [`u.organization_id = ${place(organizationId)}`]),
    // Literals instead of parameters: a generic plan would not use the indexes of the rarer values.
    ...(isActive === undefined ? [] : [isActive ? 'u.is_active' : 'NOT u.is_active']),
    ...(isStaff === undefined ? [] : [isStaff ? 'u.is_staff' : 'NOT u.is_staff']),
  ].join(' AND ');
}

/** Look-ups by `sub` that arrive while others are being read are combined into one statement. */
export class PgUserQueries implements UserQueries {
  readonly #bySub = new StatementBatches<string, User | undefined>((subs) => this.#readBySub(subs));

  constructor(private readonly db: Queryable) {}

  async page(
    viewer: Viewer,
    filter: UserFilter,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<ListedUserView>> {
    const { where, values, place } = restrict(viewer, filter);
    // A search reads texts, which is too expensive to do for the count and again for the page.
    const isSearch = filter.search !== undefined;
    const offset = place((number - 1) * size);
    const page = pageStatement({
      columns: 'u.id',
      from: isSearch ? 'found u' : `user_account u WHERE ${where}`,
      order: orderBy(order, ORDER, 'u.id'),
      limit: place(size),
      offset,
    });
    // All listed people have the viewer's organization: it is read once, and sent with the first person.
    const { rows } = await this.db.query<PageRow<ListedUserViewRow>>(
      `WITH o AS MATERIALIZED (SELECT ${USER_ORGANIZATION} FROM organization o WHERE o.id = ${place(viewer.organizationId)})
       ${isSearch ? `, found AS MATERIALIZED (SELECT u.id, u.created_at FROM user_account u WHERE ${where})` : ''}
       SELECT page.total, page.place, ${LISTED_USER.columns}, o.*
         FROM (${page}) AS page LEFT JOIN user_account u ON u.id = page.id LEFT JOIN o ON page.place = ${offset}::bigint + 1 ORDER BY page.place`,
      values,
    );
    const organization = rows[0] && toShownOrganization(rows[0]);
    return toPage(rows, (row) => ({ user: LISTED_USER.of(row), organization }));
  }

  async accounts(filter: AccountFilter, request: CursorRequest<'created_at'>): Promise<Page<UserView>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const where = accountConditions(filter, place);
    // As in `page`: one search serves the count and the page.
    const isSearch = filter.search !== undefined;
    const all = isSearch ? 'found u WHERE true' : `user_account u WHERE ${where}`;
    const page = pageStatement({
      columns: 'u.id',
      from: [all, ...afterPosition(request, ORDER, 'u.id', place)].join(' AND '),
      counted: all,
      mostCounted: MOST_COUNTED,
      order: orderBy(order, ORDER, 'u.id'),
      limit: place(size),
      offset: place((number - 1) * size),
    });
    const found = `WITH found AS MATERIALIZED (SELECT u.id, u.created_at FROM user_account u WHERE ${where})`;
    const { rows } = await this.db.query<PageRow<UserViewRow>>(
      `${isSearch ? found : ''}
       SELECT page.total, page.place, ${WHOLE_USER.columns}, ${USER_ORGANIZATION}
         FROM (${page}) AS page LEFT JOIN user_account u ON u.id = page.id
         LEFT JOIN organization o ON o.id = u.organization_id ORDER BY page.place`,
      values,
    );
    return toPage(rows, toUserView);
  }

  async find(id: UserId): Promise<UserView | undefined> {
    const { rows } = await this.db.query<UserViewRow>(
      `SELECT ${WHOLE_USER.columns}, ${USER_ORGANIZATION}
         FROM user_account u LEFT JOIN organization o ON o.id = u.organization_id WHERE u.id = $1`,
      [id],
    );
    return rows[0] && toUserView(rows[0]);
  }

  findBySub(sub: string): Promise<User | undefined> {
    return this.#bySub.ask(sub);
  }

  async administers(id: UserId): Promise<boolean> {
    const { rows } = await this.db.query<{ administers: boolean }>(ADMINISTERS_OF_ONE, [id]);
    return rows[0]?.administers ?? false;
  }

  async #readBySub(subs: readonly string[]): Promise<readonly (User | undefined)[]> {
    const users = await USER.all(this.db, 'WHERE u.sub = ANY($1::text[])', [subs]);
    const found = new Map(users.map((user) => [user.sub, user]));
    return subs.map((sub) => found.get(sub));
  }
}
