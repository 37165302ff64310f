import type {
  AvailableUserFilter,
  MailDomainAccessFilter,
  MailDomainAccessOrderField,
  MailDomainAccessQueries,
  MailDomainAccessView,
} from '../../../application/mail-domain/mail-domain-access-queries.ts';
import type { ListedUserView } from '../../../application/people/user-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomainAccess, MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { LISTED_USER } from '../people/user-table.ts';
import { type ListedUserViewRow, toListedUserView, USER_ORGANIZATION } from '../people/user-view-row.ts';
import { foundByOthers, VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { MAIL_DOMAIN_ACCESS } from './mail-domain-access-table.ts';

type Row = MailDomainAccess & { email: string | null; name: string | null };

const FROM = 'mail_domain_access a JOIN user_account u ON u.id = a.user_id WHERE a.mail_domain_id = $1';
const COLUMNS = `${MAIL_DOMAIN_ACCESS.columns}, ${VERIFIED_EMAIL} AS email, u.name`;
const ORDER = {
  created_at: 'a.created_at',
  role: 'a.role',
  user__email: VERIFIED_EMAIL,
  user__name: 'u.name',
} as const;

const toView = (row: Row): MailDomainAccessView => ({
  ...MAIL_DOMAIN_ACCESS.of(row),
  user: { id: row.userId, email: row.email, name: row.name },
});

export class PgMailDomainAccessQueries implements MailDomainAccessQueries {
  constructor(private readonly db: Queryable) {}

  async standing(slug: string, userId: UserId) {
    const { rows } = await this.db.query<{ id: MailDomainId; role: MailDomainRole | null; owners: number }>(
      `SELECT d.id, (SELECT a.role FROM mail_domain_access a WHERE a.mail_domain_id = d.id AND a.user_id = $2) AS role,
              (SELECT count(*)::int FROM mail_domain_access a WHERE a.mail_domain_id = d.id AND a.role = 'owner')
                AS owners
         FROM mail_domain d WHERE d.slug = $1`,
      [slug, userId],
    );
    return rows[0] && { mailDomainId: rows[0].id, role: rows[0].role ?? undefined, owners: rows[0].owners };
  }

  async page(
    mailDomainId: MailDomainId,
    { search, roles }: MailDomainAccessFilter,
    { number, size, order }: PageRequest<MailDomainAccessOrderField>,
  ): Promise<Page<MailDomainAccessView>> {
    const values: unknown[] = [mailDomainId, size, (number - 1) * size];
    const place = (value: unknown) => `$${values.push(value)}`;
    const ofRoles = roles === undefined ? [] : [`a.role = ANY(${place(roles)})`];
    const found = foundByOthers(search, place);
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: COLUMNS,
        from: [FROM, ...ofRoles, ...found].join(' AND '),
        // Only a search needs people's names: otherwise accesses are counted without them.
        ...(found.length === 0 && {
          counted: ['mail_domain_access a WHERE a.mail_domain_id = $1', ...ofRoles].join(' AND '),
        }),
        order: orderBy(order, ORDER, 'a.id'),
        limit: '$2',
        offset: '$3',
      }),
      values,
    );
    return toPage(rows, toView);
  }

  async find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccessView | undefined> {
    const { rows } = await this.db.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} AND a.id = $2`, [
      mailDomainId,
      id,
    ]);
    return rows[0] && toView(rows[0]);
  }

  async availableUsers(
    mailDomainId: MailDomainId,
    { organizationId, search, limit, offset = 0 }: AvailableUserFilter,
  ): Promise<readonly ListedUserView[]> {
    const values: unknown[] = [mailDomainId, organizationId, limit, offset];
    const conditions = [
      'u.is_active AND u.organization_id = $2',
      'NOT EXISTS (SELECT FROM mail_domain_access a WHERE a.mail_domain_id = $1 AND a.user_id = u.id)',
      ...foundByOthers(search, (value) => `$${values.push(value)}`),
    ];
    // All listed people have the same organization: it is read once.
    const { rows } = await this.db.query<ListedUserViewRow>(
      `WITH o AS MATERIALIZED (SELECT ${USER_ORGANIZATION} FROM organization o WHERE o.id = $2)
       SELECT ${LISTED_USER.columns}, o.* FROM user_account u CROSS JOIN o
        WHERE ${conditions.join(' AND ')}
        ORDER BY u.created_at DESC, u.id LIMIT $3 OFFSET $4`,
      values,
    );
    return rows.map(toListedUserView);
  }
}
