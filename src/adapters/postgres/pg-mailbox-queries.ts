import type {
  MailboxOrderField,
  MailboxQueries,
  Page,
  PageRequest,
} from '../../application/ports/queries.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import { MAILBOX_COLUMNS, type MailboxRow, toMailbox } from './mailbox-row.ts';
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
    const counted = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM mailbox m WHERE m.mail_domain_id = $1',
      [mailDomainId],
    );
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.mail_domain_id = $1
        ORDER BY ${orderBy(order, ORDER, 'm.id')} LIMIT $2 OFFSET $3`,
      [mailDomainId, size, (number - 1) * size],
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toMailbox) };
  }

  async find(mailDomainId: MailDomainId, id: MailboxId): Promise<Mailbox | undefined> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.mail_domain_id = $1 AND m.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailbox(rows[0]);
  }
}
