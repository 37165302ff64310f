import type { AccountServiceQueries } from '../../../application/access/account-service/account-service-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { AccountService } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { ACCOUNT_SERVICE_COLUMNS, type AccountServiceRow, toAccountService } from './account-service-row.ts';

const ORDER = { name: 's.name COLLATE "C"', created_at: 's.created_at' } as const;
/** Visible prefixes are nearly unique, except those of the reference's very short keys. */
const MOST_OF_A_PREFIX = 50;

export class PgAccountServiceQueries implements AccountServiceQueries {
  constructor(private readonly db: Queryable) {}

  async page(request: CursorRequest<'name' | 'created_at'>): Promise<Page<AccountService>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const counted = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM account_service s',
    );
    const { rows } = await this.db.query<AccountServiceRow>(
      `SELECT ${ACCOUNT_SERVICE_COLUMNS} FROM account_service s
        WHERE ${['true', ...afterPosition(request, ORDER, 's.id', place)].join(' AND ')}
        ORDER BY ${orderBy(order, ORDER, 's.id')} LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toAccountService) };
  }

  async ofPrefix(prefix: string): Promise<readonly AccountService[]> {
    const { rows } = await this.db.query<AccountServiceRow>(
      `SELECT ${ACCOUNT_SERVICE_COLUMNS} FROM account_service s
        WHERE s.key_prefix = $1 OR s.previous_key_prefix = $1 ORDER BY s.id LIMIT ${MOST_OF_A_PREFIX}`,
      [prefix],
    );
    return rows.map(toAccountService);
  }

  async noteUse(id: AccountServiceId, hash: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE account_service s
          SET key_last_used_at = CASE WHEN s.key_hash = k.hash
                THEN greatest(s.key_last_used_at, $3) ELSE s.key_last_used_at END,
              previous_key_last_used_at = CASE WHEN s.previous_key_hash = k.hash
                THEN greatest(s.previous_key_last_used_at, $3) ELSE s.previous_key_last_used_at END
         FROM (SELECT decode($2, 'hex') AS hash) k
        WHERE s.id = $1 AND k.hash IN (s.key_hash, s.previous_key_hash)`,
      [id, hash, at],
    );
  }
}
