import type { HeldRole, HeldRoleFilter, HeldRoleOrderField } from '../../../application/people/held-role.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';

/** The roles of the person `$1`. Somebody who moved to another organization may do nothing in their former one. */
const HELD = {
  mail_domain: `SELECT 'mail_domain' AS kind, d.id, d.name, d.slug, a.role, a.created_at AS since
      FROM mail_domain_access a JOIN mail_domain d ON d.id = a.mail_domain_id WHERE a.user_id = $1`,
  team: `SELECT 'team', t.id, t.name, NULL, a.role, a.created_at
      FROM team_access a JOIN team t ON t.id = a.team_id WHERE a.user_id = $1`,
  organization: `SELECT 'organization', o.id, o.name, NULL, a.role, a.created_at
      FROM organization_access a JOIN user_account u ON u.id = a.user_id
      JOIN organization o ON o.id = a.organization_id AND o.id = u.organization_id WHERE a.user_id = $1`,
} as const;

const ORDER = { name: 'h.name', since: 'h.since' } as const;

/** A page of what somebody holds. */
export async function pageOfHeldRoles(
  db: Queryable,
  userId: UserId,
  { search, kind }: HeldRoleFilter,
  { number, size, order }: PageRequest<HeldRoleOrderField>,
): Promise<Page<HeldRole>> {
  const values: unknown[] = [userId];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    'true',
    ...foundBy('search_text(h.name)', search, place),
    ...(kind === undefined ? [] : [`h.kind = ${place(kind)}`]),
  ];
  const { rows } = await db.query<PageRow<HeldRole>>(
    pageStatement({
      columns: 'h.*',
      from: `(${Object.values(HELD).join(' UNION ALL ')}) AS h WHERE ${conditions.join(' AND ')}`,
      order: orderBy(order, ORDER, 'h.id'),
      limit: place(size),
      offset: place((number - 1) * size),
    }),
    values,
  );
  return toPage(rows, ({ total: _total, place: _place, ...role }) => role);
}
