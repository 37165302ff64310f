import type {
  DirectoryGroup,
  DirectoryMember,
  DirectoryQueries,
  DirectoryRequest,
  DirectoryUser,
  GroupRequest,
} from '../../../application/access/resource-server/directory-queries.ts';
import type { ServiceScope } from '../../../application/access/resource-server/service-scope.ts';
import type { Page } from '../../../application/shared/page.ts';
import {
  GROUP_FIELDS,
  type GroupField,
  type ScimFilter,
  TEAM_ID_FIELD,
  USER_FIELDS,
  type UserField,
} from '../../../domain/access/scim-filter.ts';
import { serviceStanding } from '../../../domain/access/service-standing.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { Queryable } from '../engine/sql.ts';
import { WHOLE_USER, type WholeUserRow } from '../people/user-table.ts';
import { VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { SEEN_TEAMS } from '../team/seen-teams.ts';
import { TEAM } from '../team/team-table.ts';
import { type ScimColumn, scimCondition } from './scim-condition.ts';

type UserResult = WholeUserRow & { groups: { externalId: string; name: string }[] };
type GroupResult = Team & { is_linked: boolean; members: DirectoryMember[] | null };
/** One row carries the total even when the page has no resource. */
type Listed<Row> = (Row | { [Column in keyof Row]: null }) & { total: number };
type Window = { readonly startIndex: number; readonly count: number };

/** Whether the service of the audience `$3` may see the team `t`. */
const IS_LINKED = `EXISTS (SELECT FROM team_service_provider l JOIN service_provider p ON p.id = l.service_provider_id
    WHERE l.team_id = t.id AND p.audience_id = $3)`;

/** A `WITH` list that ends in `people (id)`; `shared` are the teams through which the person `$1` sees them. */
const PEOPLE = `shared AS MATERIALIZED (
    SELECT t.id, t.external_id, t.name FROM team_access a JOIN team t ON t.id = a.team_id
     WHERE a.user_id = $1 AND (t.is_visible_all_services OR ${IS_LINKED})
  ), people AS (
    SELECT $1::uuid AS id UNION SELECT m.user_id FROM shared s JOIN team_access m ON m.team_id = s.id
  )`;
const GROUPS_OF_FOUND = `(SELECT coalesce(json_agg(json_build_object('externalId', s.external_id, 'name', s.name)
      ORDER BY s.name COLLATE "C", s.external_id), '[]')
    FROM shared s JOIN team_access m ON m.team_id = s.id WHERE m.user_id = f.user_id) AS groups`;
const AMONG_GROUPS = 'SELECT FROM shared s JOIN team_access m ON m.team_id = s.id WHERE m.user_id = u.id';
const USER_SQL = {
  id: { value: 'u.id::text' },
  userName: { value: 'u.sub' },
  displayName: { value: 'u.name' },
  active: { value: 'u.is_active' },
  'emails.value': { value: VERIFIED_EMAIL },
  'emails.type': { value: `CASE WHEN ${VERIFIED_EMAIL} <> '' THEN 'work' END` },
  'emails.primary': { value: `CASE WHEN ${VERIFIED_EMAIL} <> '' THEN true END` },
  'groups.value': { value: 's.external_id::text', among: AMONG_GROUPS },
  'groups.display': { value: 's.name', among: AMONG_GROUPS },
  'meta.created': { value: `date_trunc('milliseconds', u.created_at)` },
  'meta.lastModified': { value: `date_trunc('milliseconds', u.updated_at)` },
} as const satisfies Record<UserField, ScimColumn>;

/** `reached` follows `visible`: the teams that the service may also see; `is_own` where the person has an access. */
const REACHED = `reached AS (
    SELECT * FROM (
      SELECT ${TEAM.columns}, ${IS_LINKED} AS is_linked, EXISTS (SELECT FROM own WHERE own.team_id = t.id) AS is_own
        FROM visible v JOIN team t ON t.id = v.id
    ) t WHERE t."isVisibleAllServices" OR t.is_linked
  )`;
const MEMBERS_OF_FOUND = `CASE WHEN f.is_own THEN
    (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.id), '[]')
       FROM team_access m JOIN user_account u ON u.id = m.user_id WHERE m.team_id = f.id) END AS members`;
const MEMBERS_COUNTED =
  'CASE WHEN f.is_own THEN (SELECT count(*) FROM team_access m WHERE m.team_id = f.id) ELSE 0 END';
const AMONG_MEMBERS = 'SELECT FROM team_access m WHERE m.team_id = t.id AND t.is_own';
const AMONG_NAMED_MEMBERS =
  'SELECT FROM team_access m JOIN user_account u ON u.id = m.user_id WHERE m.team_id = t.id AND t.is_own';
const GROUP_SQL = {
  id: { value: 't."externalId"::text' },
  displayName: { value: 't.name' },
  'members.value': { value: 'm.user_id::text', among: AMONG_MEMBERS },
  'members.display': { value: 'u.name', among: AMONG_NAMED_MEMBERS },
  'members.type': { value: "'User'", among: AMONG_MEMBERS },
  [TEAM_ID_FIELD]: { value: 't.id::text' },
  'meta.created': { value: `date_trunc('milliseconds', t."createdAt")` },
  'meta.lastModified': { value: `date_trunc('milliseconds', t."updatedAt")` },
} as const satisfies Record<GroupField, ScimColumn>;

const toDirectoryUser = (row: UserResult): DirectoryUser => ({
  user: WHOLE_USER.of(row),
  groups: row.groups,
});
const toDirectoryGroup = (row: GroupResult): DirectoryGroup => ({
  team: TEAM.of(row),
  standing: serviceStanding(row.is_linked, row.isVisibleAllServices),
  members: row.members ?? undefined,
});

/** The columns of each row of a page (alias `f`). `most`: how many `rows` a page may carry after its first row. */
type ShownColumns = Readonly<{ columns: string; most?: Readonly<{ rows: string; place: string }> }>;

/** The page of `found` with the columns of each row, and the total of `found`. */
function pageOfFound({ columns, most }: ShownColumns, from: string, to: string): string {
  const page = `SELECT f.* FROM found f WHERE f.position >= ${from} AND f.position < ${to}`;
  const bounded = most
    ? `SELECT f.* FROM (SELECT f.*, sum(${most.rows}) OVER (ORDER BY f.position) AS carried FROM (${page}) f) f
        WHERE f.carried <= ${most.place} OR f.position = ${from}`
    : page;
  return `SELECT c.total, f.*, ${columns} FROM (SELECT count(*)::int AS total FROM found) c
     LEFT JOIN LATERAL (${bounded}) f ON true ORDER BY f.position`;
}

export class PgDirectoryQueries implements DirectoryQueries {
  constructor(private readonly db: Queryable) {}

  async users(
    scope: ServiceScope<'shared_people'>,
    { filter, ...window }: DirectoryRequest<UserField>,
  ): Promise<Page<DirectoryUser>> {
    const { values, place } = parametersOf(scope);
    const condition = filter ? scimCondition(filter, USER_FIELDS, USER_SQL, place) : 'true';
    return this.#list<UserResult, DirectoryUser>(
      `WITH ${PEOPLE}, found AS MATERIALIZED (
         SELECT ${WHOLE_USER.columns}, row_number() OVER (ORDER BY u.id) AS position
           FROM people JOIN user_account u ON u.id = people.id WHERE ${condition}
       )`,
      { columns: GROUPS_OF_FOUND },
      values,
      window,
      (row) => row.user_id !== null,
      toDirectoryUser,
    );
  }

  async findUser(scope: ServiceScope<'shared_people'>, id: UserId): Promise<DirectoryUser | undefined> {
    const filter = idIs(id);
    return (await this.users(scope, { filter, startIndex: 1, count: 1 })).items[0];
  }

  async groups(
    scope: ServiceScope<'seen_teams'>,
    { filter, withMembers, mostMembers, ...window }: GroupRequest,
  ): Promise<Page<DirectoryGroup>> {
    const { values, place } = parametersOf(scope);
    const condition = filter ? scimCondition(filter, GROUP_FIELDS, GROUP_SQL, place) : 'true';
    return this.#list<GroupResult, DirectoryGroup>(
      `WITH ${SEEN_TEAMS}, ${REACHED}, found AS MATERIALIZED (
         SELECT t.*, row_number() OVER (ORDER BY t."externalId") AS position FROM reached t WHERE ${condition}
       )`,
      withMembers
        ? { columns: MEMBERS_OF_FOUND, most: { rows: MEMBERS_COUNTED, place: place(mostMembers) } }
        : { columns: 'NULL::json AS members' },
      values,
      window,
      (row) => row.id !== null,
      toDirectoryGroup,
    );
  }

  async findGroup(
    scope: ServiceScope<'seen_teams'>,
    externalId: string,
  ): Promise<DirectoryGroup | undefined> {
    const filter = idIs(externalId);
    const request = { filter, startIndex: 1, count: 1, withMembers: true, mostMembers: 1 };
    return (await this.groups(scope, request)).items[0];
  }

  async #list<Row extends object, Item>(
    found: string,
    shown: ShownColumns,
    values: unknown[],
    { startIndex, count }: Window,
    isThere: (row: Listed<Row>) => boolean,
    toItem: (row: Row) => Item,
  ): Promise<Page<Item>> {
    const from = `$${values.push(startIndex)}::bigint`;
    const to = `$${values.push(startIndex + count)}::bigint`;
    // The organization plays no role for people, but a parameter that is not used has no type.
    const typed = `${found}, organization AS (SELECT $2::uuid)`;
    const { rows } = await this.db.query<Listed<Row>>(`${typed} ${pageOfFound(shown, from, to)}`, values);
    return { total: rows[0]?.total ?? 0, items: rows.filter(isThere).map((row) => toItem(row as Row)) };
  }
}

const idIs = (value: string): ScimFilter<'id'> => ({ op: 'compare', field: 'id', operator: 'eq', value });

/** `$1` is the person, `$2` their organization, `$3` the service. */
function parametersOf({ actor, audience }: ServiceScope) {
  const values: unknown[] = [actor.userId, actor.organizationId, audience];
  return { values, place: (value: unknown): string => `$${values.push(value)}` };
}
