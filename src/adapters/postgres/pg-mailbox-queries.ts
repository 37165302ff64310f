import type {
  MailboxOrderField,
  MailboxQueries,
  Page,
  PageRequest,
} from '../../application/ports/queries.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import { MAILBOX_COLUMNS, type MailboxRow, toMailbox } from './mailbox-row.ts';
import { type PageRow, pageStatement, toPage } from './page-statement.ts';
import { orderBy, type Queryable } from './sql.ts';

const ORDER = {
  created_at: 'm.created_at',
  id: 'm.id',
  first_name: 'm.first_name',
  last_name: 'm.last_name',
  local_part: 'm.local_part',
  secondary_email: 'm.secondary_email',
  status: 'm.status',
} as const;

export class PgMailboxQueries implements MailboxQueries {
  constructor(private readonly db: Queryable) {}

  async page(mailDomainId: MailDomainId, request: PageRequest<MailboxOrderField>): Promise<Page<Mailbox>> {
    const { number, size, order } = request;
    const { rows } = await this.db.query<PageRow<MailboxRow>>(
      pageStatement({
        columns: MAILBOX_COLUMNS,
        from: 'mailbox m WHERE m.mail_domain_id = $1',
        order: orderBy(order, ORDER, 'm.id'),
        limit: '$2',
        offset: '$3',
      }),
      [mailDomainId, size, (number - 1) * size],
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
