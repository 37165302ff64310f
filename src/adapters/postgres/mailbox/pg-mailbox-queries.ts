import type {
  MailboxFilter,
  MailboxOrderField,
  MailboxQueries,
} from '../../../application/mailbox/mailbox-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { MAILBOX_COLUMNS, type MailboxRow, toMailbox } from './mailbox-row.ts';

const ORDER = {
  created_at: 'm.created_at',
  id: 'm.id',
  first_name: 'm.first_name',
  last_name: 'm.last_name',
  local_part: 'm.local_part',
  secondary_email: 'm.secondary_email',
  status: 'm.status',
} as const;

/** Conditions on `m`, and the values they hold. */
function restrict(mailDomainId: MailDomainId, { search, statuses }: MailboxFilter) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`m.mail_domain_id = ${place(mailDomainId)}`];
  // A query of its own, so that the pattern is made once and not for each mailbox.
  if (search !== undefined) conditions.push(`m.found_by LIKE (SELECT search_pattern(${place(search)}))`);
  if (statuses !== undefined) conditions.push(`m.status = ANY(${place(statuses)}::text[])`);
  return { where: conditions.join(' AND '), values, place };
}

export class PgMailboxQueries implements MailboxQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    { number, size, order }: PageRequest<MailboxOrderField>,
  ): Promise<Page<Mailbox>> {
    const { where, values, place } = restrict(mailDomainId, filter);
    const { rows } = await this.db.query<PageRow<MailboxRow>>(
      pageStatement({
        columns: MAILBOX_COLUMNS,
        from: `mailbox m WHERE ${where}`,
        order: orderBy(order, ORDER, 'm.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, toMailbox);
  }

  async find(mailDomainId: MailDomainId, id: MailboxId): Promise<Mailbox | undefined> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.mail_domain_id = $1 AND m.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailbox(rows[0]);
  }
}
