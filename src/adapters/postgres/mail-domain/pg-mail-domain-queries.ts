import type {
  MailDomainFilter,
  MailDomainOrderField,
  MailDomainQueries,
  MailDomainView,
} from '../../../application/mail-domain/mail-domain-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { MAIL_DOMAIN_COLUMNS, type MailDomainRow, toMailDomain } from './mail-domain-row.ts';

type Row = MailDomainRow & { role: MailDomainRole; mailbox_count: number };

const toView = (row: Row): MailDomainView => ({
  ...toMailDomain(row),
  role: row.role,
  mailboxCount: row.mailbox_count,
});

const COLUMNS = `${MAIL_DOMAIN_COLUMNS}, a.role,
    (SELECT count(*)::int FROM mailbox m WHERE m.mail_domain_id = d.id) AS mailbox_count`;
const FROM = 'mail_domain d JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = $1';

const ORDER = { created_at: 'd.created_at', name: 'd.name' } as const;

export class PgMailDomainQueries implements MailDomainQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    userId: UserId,
    { search }: MailDomainFilter,
    { number, size, order }: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>> {
    // Only names of the person's own domains are looked at, which an index could not do better.
    const found = search === undefined ? '' : ' WHERE search_text(d.name) LIKE (SELECT search_pattern($4))';
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: COLUMNS,
        from: FROM + found,
        order: orderBy(order, ORDER, 'd.id'),
        limit: '$2',
        offset: '$3',
      }),
      [userId, size, (number - 1) * size, ...(search === undefined ? [] : [search])],
    );
    return toPage(rows, toView);
  }

  async findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined> {
    const { rows } = await this.db.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.slug = $2`, [
      userId,
      slug,
    ]);
    return rows[0] && toView(rows[0]);
  }
}
