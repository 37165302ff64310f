import type {
  ListedOrganization,
  OrganizationFilter,
  OrganizationOrderField,
  OrganizationQueries,
  OrganizationView,
  StoredRegistrationId,
} from '../../../application/organization/organization-queries.ts';
import { type CursorRequest, MOST_COUNTED, type Page } from '../../../application/shared/page.ts';
import { searchedTexts } from '../../../application/shared/search.ts';
import type { OrganizationRole } from '../../../domain/organization/organization-access.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-table.ts';

const ORDER = { name: 'o.name', created_at: 'o.created_at' } as const;

/** Ids of the organizations that match a pattern, through an index of each text. */
const foundIn = (pattern: string): string => `(
  SELECT n.id FROM organization n, ${pattern} p WHERE search_text(n.name) LIKE p.text
  UNION SELECT r.organization_id FROM organization_registration_id r, ${pattern} p WHERE search_text(r.value) LIKE p.text
  UNION SELECT d.organization_id FROM organization_domain d, ${pattern} p WHERE search_text(d.value) LIKE p.text)`;

/** A `WITH` list that ends in `found`: the ids of the organizations that hold each of these texts. */
function finding(texts: readonly string[], place: (value: unknown) => string): string {
  if (texts.length === 0) return '';
  const names = texts.map((_, index) => `pattern${index}`);
  const patterns = names.map(
    (name, index) => `${name} AS MATERIALIZED (SELECT search_pattern(${place(texts[index])}) AS text)`,
  );
  return `WITH ${patterns.join(', ')}, found AS MATERIALIZED (${names.map(foundIn).join(' INTERSECT ')})`;
}

/** Conditions on `o`. */
function conditions(
  { search, isActive, hasAdministrator, domainAmong }: OrganizationFilter,
  place: (value: unknown) => string,
): string {
  const administered = 'EXISTS (SELECT FROM organization_access a WHERE a.organization_id = o.id)';
  const withDomain = (values: string) =>
    `EXISTS (SELECT FROM organization_domain d WHERE d.organization_id = o.id AND d.value = ANY(${values}::text[]))`;
  return [
    'true',
    ...(searchedTexts(search).length === 0 ? [] : ['o.id IN (SELECT found.id FROM found)']),
    ...(isActive === undefined ? [] : [`o.is_active = ${place(isActive)}`]),
    ...(hasAdministrator === undefined ? [] : [`${administered} = ${place(hasAdministrator)}`]),
    ...(domainAmong === undefined ? [] : [withDomain(place(domainAmong))]),
  ].join(' AND ');
}

export class PgOrganizationQueries implements OrganizationQueries {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationId, userId: UserId | null): Promise<OrganizationView | undefined> {
    const { rows } = await this.db.query<OrganizationRow & { role: OrganizationRole | null }>(
      `SELECT ${ORGANIZATION_COLUMNS}, a.role
         FROM organization o LEFT JOIN organization_access a ON a.organization_id = o.id AND a.user_id = $2
        WHERE o.id = $1`,
      [id, userId],
    );
    return rows[0] && { organization: toOrganization(rows[0]), role: rows[0].role ?? undefined };
  }

  async registrationIds(): Promise<readonly StoredRegistrationId[]> {
    const { rows } = await this.db.query<StoredRegistrationId>(
      `SELECT r.value, r.organization_id AS "organizationId" FROM organization_registration_id r
        ORDER BY r.organization_id, r.position`,
    );
    return rows;
  }

  async domains(): Promise<readonly string[]> {
    const { rows } = await this.db.query<{ value: string }>('SELECT d.value FROM organization_domain d');
    return rows.map(({ value }) => value);
  }

  async page(
    filter: OrganizationFilter,
    request: CursorRequest<OrganizationOrderField>,
  ): Promise<Page<ListedOrganization>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const all = `organization o WHERE ${conditions(filter, place)}`;
    const page = pageStatement({
      columns: 'o.id',
      from: [all, ...afterPosition(request, ORDER, 'o.id', place)].join(' AND '),
      counted: all,
      mostCounted: MOST_COUNTED,
      order: orderBy(order, ORDER, 'o.id'),
      limit: place(size),
      offset: place((number - 1) * size),
    });
    const search = finding(searchedTexts(filter.search), place);
    const { rows } = await this.db.query<PageRow<OrganizationRow & { administrators: number }>>(
      `${search}
       SELECT page.total, page.place, ${ORGANIZATION_COLUMNS},
              (SELECT count(*)::int FROM organization_access a WHERE a.organization_id = o.id) AS administrators
         FROM (${page}) AS page LEFT JOIN organization o ON o.id = page.id ORDER BY page.place`,
      values,
    );
    return toPage(rows, (row) => ({ ...toOrganization(row), administrators: row.administrators }));
  }
}
