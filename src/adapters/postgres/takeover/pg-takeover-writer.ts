import type { TakeoverWriter, Written } from '../../../application/ports/takeover-target.ts';
import type { Row } from '../../../application/takeover/table-shape.ts';
import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import type { Sealer } from '../sealer.ts';
import type { Queryable } from '../sql.ts';
import { PgRowStore } from './pg-row-store.ts';
import { openRow, secretColumns } from './sealed-rows.ts';
import { TABLE_STATEMENTS } from './table-statements.ts';

const FETCHED_ROWS = 2_000;

/** Writes on a connection inside a transaction, and remembers in temporary tables which keys it wrote. */
export class PgTakeoverWriter implements TakeoverWriter {
  readonly #tracked = new Set<TargetTableName>();
  readonly #store: PgRowStore;

  constructor(
    private readonly db: Queryable,
    private readonly sealer: Sealer,
  ) {
    this.#store = new PgRowStore(db, sealer);
  }

  async write(table: TargetTableName, rows: readonly Row[]): Promise<Written> {
    if (!this.#tracked.has(table)) {
      await this.db.query(TABLE_STATEMENTS[table].createKeys);
      this.#tracked.add(table);
    }
    await this.db.query(TABLE_STATEMENTS[table].noteKeys, [JSON.stringify(rows)]);
    return this.#store.write(table, rows);
  }

  async *stored(table: TargetTableName): AsyncIterable<readonly Row[]> {
    if (!this.#tracked.has(table)) return;
    const shape: TargetTable = TARGET_TABLES[table];
    const hasSecrets = secretColumns(shape.columns).length > 0;
    await this.db.query(`DECLARE stored_rows NO SCROLL CURSOR FOR ${TABLE_STATEMENTS[table].selectTaken}`);
    for (;;) {
      const { rows } = await this.db.query<Record<string, never>>(`FETCH ${FETCHED_ROWS} FROM stored_rows`);
      if (rows.length === 0) break;
      yield hasSecrets ? rows.map((row) => openRow(row, shape, this.sealer)) : rows;
    }
    await this.db.query('CLOSE stored_rows');
  }
}
