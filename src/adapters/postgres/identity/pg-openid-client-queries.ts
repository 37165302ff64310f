import type {
  ClientOrder,
  OpenidClientQueries,
} from '../../../application/identity/client/openid-client-queries.ts';
import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { afterPosition } from '../engine/after-position.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { OPENID_CLIENT_COLUMNS, type OpenidClientRow, toRegisteredClient } from './openid-client-row.ts';

const ID = 'c.client_id COLLATE "C"';
const ORDER = { name: 'c.name COLLATE "C"', created_at: 'c.created_at' } as const;

export class PgOpenidClientQueries implements OpenidClientQueries {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async find(clientId: string): Promise<RegisteredClient | undefined> {
    const { rows } = await this.db.query<OpenidClientRow>(
      `SELECT ${OPENID_CLIENT_COLUMNS} FROM openid_client c WHERE c.client_id = $1`,
      [clientId],
    );
    return rows[0] && toRegisteredClient(rows[0], this.secretBox);
  }

  async page(request: CursorRequest<ClientOrder>): Promise<Page<RegisteredClient>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = ['true', ...afterPosition(request, ORDER, ID, place)];
    const statement = pageStatement({
      columns: OPENID_CLIENT_COLUMNS,
      from: `openid_client c WHERE ${conditions.join(' AND ')}`,
      counted: 'openid_client c',
      order: orderBy(order, ORDER, ID),
      limit: place(size),
      offset: place((number - 1) * size),
    });
    const { rows } = await this.db.query<PageRow<OpenidClientRow>>(statement, values);
    return toPage(rows, (row) => toRegisteredClient(row, this.secretBox));
  }
}
