import type { TakeoverWriter, Written } from '../../../application/ports/takeover-target.ts';
import type { Row } from '../../../application/takeover/table-shape.ts';
import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import type { Sealer } from '../sealer.ts';
import type { Queryable } from '../sql.ts';
import { hasSecrets, openRow, sealRow } from './sealed-rows.ts';
import { type TableStatements, tableStatements } from './table-statements.ts';

const FETCHED_ROWS = 2_000;

const STATEMENTS = Object.fromEntries(
  Object.entries(TARGET_TABLES).map(([name, table]) => [
    name,
    tableStatements(name as TargetTableName, table),
  ]),
) as Readonly<Record<TargetTableName, TableStatements>>;

/** Writes on a connection inside a transaction, and remembers in a temporary table which keys it wrote. */
export class PgTakeoverWriter implements TakeoverWriter {
  readonly #tracked = new Set<TargetTableName>();

  constructor(
    private readonly db: Queryable,
    private readonly sealer: Sealer,
  ) {}

  async write(table: TargetTableName, rows: readonly Row[]): Promise<Written> {
    const { noteKeys, removeOthers, upsert } = STATEMENTS[table];
    const batch = JSON.stringify(await this.#sealed(table, rows));
    await this.#track(table);
    await this.db.query(noteKeys, [batch]);
    const { rowCount: removed } = removeOthers ? await this.db.query(removeOthers, [batch]) : { rowCount: 0 };
    const { rows: changed } = await this.db.query<{ is_new: boolean }>(upsert, [batch]);
    const inserted = changed.filter(({ is_new: isNew }) => isNew).length;
    return { inserted, updated: changed.length - inserted, removed: removed ?? 0 };
  }

  async *stored(table: TargetTableName): AsyncIterable<readonly Row[]> {
    if (!this.#tracked.has(table)) return;
    const { columns }: TargetTable = TARGET_TABLES[table];
    await this.db.query(`DECLARE stored_rows NO SCROLL CURSOR FOR ${STATEMENTS[table].selectStored}`);
    for (;;) {
      const { rows } = await this.db.query<Record<string, never>>(`FETCH ${FETCHED_ROWS} FROM stored_rows`);
      if (rows.length === 0) break;
      yield hasSecrets(columns) ? rows.map((row) => openRow(row, columns, this.sealer)) : rows;
    }
    await this.db.query('CLOSE stored_rows');
  }

  async #track(table: TargetTableName): Promise<void> {
    if (this.#tracked.has(table)) return;
    await this.db.query(STATEMENTS[table].createKeys);
    this.#tracked.add(table);
  }

  /** The ciphertext of a secret differs each time: one that is stored and still right is given again. */
  async #sealed(table: TargetTableName, rows: readonly Row[]): Promise<readonly Row[]> {
    const { columns }: TargetTable = TARGET_TABLES[table];
    if (!hasSecrets(columns)) return rows;
    const { rows: found } = await this.db.query<Record<string, string>>(
      `SELECT id, encode(sealed_secret, 'hex') AS sealed_secret FROM ${table} WHERE id = ANY ($1::uuid[])`,
      [rows.map(({ id }) => id)],
    );
    const stored = new Map(found.map((row) => [row['id'], row]));
    return rows.map((row) => sealRow(row, columns, stored.get(String(row['id'])), this.sealer));
  }
}
