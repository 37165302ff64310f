import type { MailDomainOrderField } from '../../../application/mail-domain/mail-domain-queries.ts';
import {
  type MailDomainManager,
  type ManagedMailDomain,
  type ManagedMailDomainFilter,
  type ManagedMailDomainQueries,
  MOST_MANAGERS,
} from '../../../application/mail-domain/managed-mail-domain-queries.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { MAIL_DOMAIN } from './mail-domain-table.ts';

type Row = MailDomain & {
  organization_name: string | null;
  mailbox_count: number;
  managers: MailDomainManager[];
};

const COLUMNS = `${MAIL_DOMAIN.columns},
    (SELECT o.name FROM organization o WHERE o.id = d.organization_id) AS organization_name,
    (SELECT count(*)::int FROM mailbox m WHERE m.mail_domain_id = d.id) AS mailbox_count,
    (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM (
       SELECT u.id, u.name, ${VERIFIED_EMAIL} AS email, a.role FROM mail_domain_access a JOIN user_account u ON u.id = a.user_id
        WHERE a.mail_domain_id = d.id AND a.role <> 'viewer'
        ORDER BY a.role DESC, a.created_at, a.id LIMIT ${MOST_MANAGERS}) AS p) AS managers`;
const ORDER = { created_at: 'd.created_at', name: 'd.name' } as const;

const toManagedMailDomain = (row: Row): ManagedMailDomain => ({
  ...MAIL_DOMAIN.of(row),
  organization:
    row.organizationId === null ? null : { id: row.organizationId, name: row.organization_name ?? '' },
  mailboxCount: row.mailbox_count,
  managers: row.managers,
});

/** Conditions on `d`, and their values. */
function restrict({ search, statuses, organizationId }: ManagedMailDomainFilter) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['true'];
  conditions.push(...foundBy('search_text(d.name)', search, place));
  if (statuses !== undefined) conditions.push(`d.status = ANY(${place(statuses)}::text[])`);
  if (organizationId !== undefined) conditions.push(`d.organization_id = ${place(organizationId)}`);
  return { where: conditions.join(' AND '), values, place };
}

export class PgManagedMailDomainQueries implements ManagedMailDomainQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    filter: ManagedMailDomainFilter,
    request: CursorRequest<MailDomainOrderField>,
  ): Promise<Page<ManagedMailDomain>> {
    const { number, size, order } = request;
    const { where, values, place } = restrict(filter);
    const all = `mail_domain d WHERE ${where}`;
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: COLUMNS,
        from: [all, ...afterPosition(request, ORDER, 'd.id', place)].join(' AND '),
        counted: all,
        order: orderBy(order, ORDER, 'd.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, toManagedMailDomain);
  }
}
