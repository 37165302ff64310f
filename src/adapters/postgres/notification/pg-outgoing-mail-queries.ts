import type {
  OutgoingMailQueries,
  UnsentMailFilter,
  UnsentMailOrderField,
  UnsentMailStatus,
  UnsentMailView,
} from '../../../application/notification/outgoing-mail-queries.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { toMailTrouble } from './pg-outgoing-mail-repository.ts';

type Row = Omit<UnsentMailView, 'trouble' | 'isKept' | 'createdAt' | 'updatedAt'> & {
  trouble_since: Date | null;
  trouble_reason: string | null;
  is_kept: boolean;
  created_at: Date;
  updated_at: Date;
};

const COLUMNS = `m.id, m.recipient, m.kind, m.trouble_since, m.trouble_reason, m.created_at, m.updated_at,
    CASE WHEN m.status IN ('draft', 'ready') THEN 'waiting' ELSE m.status END AS status,
    m.sealed_content IS NOT NULL AS is_kept`;
const ORDER = { created_at: 'm.created_at' } as const;

const STORED: Readonly<Record<UnsentMailStatus, readonly string[]>> = {
  waiting: ['draft', 'ready'],
  refused: ['refused'],
  given_up: ['given_up'],
};

const toView = ({
  id,
  recipient,
  kind,
  status,
  is_kept: isKept,
  created_at,
  updated_at,
  ...row
}: Row): UnsentMailView => ({
  id,
  recipient,
  kind,
  status,
  trouble: toMailTrouble(row),
  isKept,
  createdAt: created_at,
  updatedAt: updated_at,
});

export class PgOutgoingMailQueries implements OutgoingMailQueries {
  constructor(private readonly db: Queryable) {}

  async pageOfUnsent(
    { search, statuses }: UnsentMailFilter,
    request: CursorRequest<UnsentMailOrderField>,
  ): Promise<Page<UnsentMailView>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    // The condition of the partial index.
    const conditions = ["m.status <> 'sent'"];
    conditions.push(...foundBy('search_text(m.recipient)', search, place));
    if (statuses !== undefined) {
      conditions.push(`m.status = ANY(${place(statuses.flatMap((status) => STORED[status]))}::text[])`);
    }
    const all = `outgoing_mail m WHERE ${conditions.join(' AND ')}`;
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: COLUMNS,
        from: [all, ...afterPosition(request, ORDER, 'm.id', place)].join(' AND '),
        counted: all,
        order: orderBy(order, ORDER, 'm.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, toView);
  }
}
