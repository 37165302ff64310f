import type {
  ListedMailbox,
  MailboxFilter,
  MailboxOrderField,
  MailboxQueries,
  MailboxView,
} from '../../../application/mailbox/mailbox-queries.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { editedDetails } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { MAILBOX } from './mailbox-table.ts';
import { type StoredMailbox, toMailboxView } from './stored-mailbox.ts';

const HIDDEN = [
  'mailDomainId',
  'passwordHash',
  'lastLoginAt',
  'signInWarnedAt',
  'secondaryEmailByOwnerAt',
  'issuerId',
] as const;
const VIEW_COLUMNS = MAILBOX.without(...HIDDEN);
const LISTED_COLUMNS = `${MAILBOX.without(
  ...HIDDEN,
  'kind',
  'provisioningStartedAt',
  'notedAbsentAt',
  'provisioningFailure',
  'creation',
  'isNeverCreated',
  'change',
  'changeRevision',
  'changeFailure',
  'createdAt',
  'updatedAt',
)}, m.change->>'active' IS NOT NULL AS "isSwitched"`;

type ViewRow = Omit<StoredMailbox, (typeof HIDDEN)[number]>;

const toListed = (row: ListedMailbox): ListedMailbox => ({
  ...editedDetails(row, {}),
  id: row.id,
  localPart: row.localPart,
  status: row.status,
  isSwitched: row.isSwitched,
});

const ORDER = {
  created_at: 'm.created_at',
  id: 'm.id',
  first_name: 'm.first_name',
  last_name: 'm.last_name',
  local_part: 'm.local_part',
  secondary_email: 'm.secondary_email',
  status: 'm.status',
} as const;

/** Conditions on `m`, and their values. */
function restrict(mailDomainId: MailDomainId, { search, statuses }: MailboxFilter) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`m.mail_domain_id = ${place(mailDomainId)}`];
  conditions.push(...foundBy('m.found_by', search, place));
  if (statuses !== undefined) conditions.push(`m.status = ANY(${place(statuses)}::text[])`);
  return { where: conditions.join(' AND '), values, place };
}

type Asked = [mailDomainId: MailDomainId, filter: MailboxFilter, request: CursorRequest<MailboxOrderField>];

export class PgMailboxQueries implements MailboxQueries {
  constructor(private readonly db: Queryable) {}

  async page(...asked: Asked): Promise<Page<ListedMailbox>> {
    return toPage(await this.#page<ListedMailbox>(LISTED_COLUMNS, ...asked), toListed);
  }

  async pageOfViews(...asked: Asked): Promise<Page<MailboxView>> {
    return toPage(await this.#page<ViewRow>(VIEW_COLUMNS, ...asked), toMailboxView);
  }

  async find(mailDomainId: MailDomainId, id: MailboxId): Promise<MailboxView | undefined> {
    const { rows } = await this.db.query<ViewRow>(
      `SELECT ${VIEW_COLUMNS} FROM mailbox m WHERE m.mail_domain_id = $1 AND m.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailboxView(rows[0]);
  }

  async #page<Row extends object>(
    columns: string,
    ...[mailDomainId, filter, request]: Asked
  ): Promise<PageRow<Row>[]> {
    const { where, values, place } = restrict(mailDomainId, filter);
    const { number, size, order } = request;
    const all = `mailbox m WHERE ${where}`;
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns,
        from: [all, ...afterPosition(request, ORDER, 'm.id', place)].join(' AND '),
        counted: all,
        order: orderBy(order, ORDER, 'm.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return rows;
  }
}
