import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import type { GoneRow, LeftAlone, OddRow, TakeoverWriter, Written } from '../import/takeover-target.ts';
import { rowKey } from '../mapping/row-key.ts';
import type { Row } from '../mapping/table-shape.ts';
import { TARGET_TABLES, type TargetTable, type TargetTableName } from '../mapping/target-tables.ts';
import { ONE_SPELLING } from './column-sql.ts';
import { copyLine } from './copy-line.ts';
import { GIVEN_KEYS } from './gone-statements.ts';
import type { ListStatements } from './list-statements.ts';
import { selectOdd } from './odd-statements.ts';
import { pgGoneRows } from './pg-gone-rows.ts';
import { openRow, sealRow, secretColumns } from './sealed-rows.ts';
import type { SetAsideIndexes } from './set-aside-indexes.ts';
import { TABLE_STATEMENTS } from './table-statements.ts';

const FETCHED_ROWS = 2_000;

/**
 * A few rows are looked up one by one in a table that the planner may believe to be small. Compiling a statement would
 * take longer than a batch does.
 */
const LOOK_UP = 'SET LOCAL jit = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off';
const SCAN = 'SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on';

const ownersIn = (table: TargetTableName, rows: readonly Row[]): ReadonlySet<string> =>
  new Set(rows.map((row) => rowKey(row, TARGET_TABLES[table])));

type Counts = { inserted: number; updated: number };

/**
 * Writes on a connection inside a transaction, in bulk: each batch is copied to a temporary table and stored from there
 * by one statement. A list of the written keys is kept in the database, not in memory.
 */
export class PgTakeoverWriter implements TakeoverWriter {
  readonly #begun = new Set<TargetTableName>();
  #wasRunBefore: Promise<boolean> | undefined;

  /** @param indexes dropped while empty tables are filled; without it all indexes are maintained */
  constructor(
    private readonly client: ClientBase,
    private readonly secretBox: SecretBox,
    private readonly indexes?: SetAsideIndexes,
  ) {}

  async write(table: TargetTableName, rows: readonly Row[], owners?: ReadonlySet<string>): Promise<Written> {
    const wasRunBefore = await this.#ranBefore();
    const statements = TABLE_STATEMENTS[table];
    if (!this.#begun.has(table)) {
      await this.client.query(statements.createTemporary);
      await this.indexes?.drop(table);
      this.#begun.add(table);
    }
    await this.#copy(table, rows);
    const { lists } = statements;
    const written = lists
      ? await this.#storeLists(lists, owners ?? ownersIn(table, rows), wasRunBefore)
      : await this.#storeRows(statements.storeRows, wasRunBefore);
    await this.client.query(statements.clearBatch);
    return written;
  }

  async odd(): Promise<readonly OddRow[]> {
    const select = selectOdd(this.#begun);
    if (select === undefined) return [];
    await this.client.query(SCAN);
    const { rows } = await this.client.query<OddRow>(select);
    await this.client.query(LOOK_UP);
    return rows;
  }

  async leftOut(table: TargetTableName, ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || !(await this.#ranBefore())) return;
    await this.client.query(TABLE_STATEMENTS[table].noteLeftOut, [ids]);
  }

  async *gone({ remove }: { readonly remove: boolean }): AsyncIterable<readonly GoneRow[]> {
    if (!(await this.#ranBefore())) return;
    await this.client.query(SCAN);
    yield* pgGoneRows(this.client, { remove, begun: this.#begun });
    await this.client.query(LOOK_UP);
  }

  async *stored(table: TargetTableName): AsyncIterable<readonly Row[]> {
    if (!this.#begun.has(table)) return;
    const shape: TargetTable = TARGET_TABLES[table];
    const hasSecrets = secretColumns(shape.columns).length > 0;
    const { analyzeKeys, selectTaken } = TABLE_STATEMENTS[table];
    await this.indexes?.rebuild(table);
    await this.client.query(`${SCAN}; ${analyzeKeys}`);
    await this.client.query(`DECLARE stored_rows NO SCROLL CURSOR FOR ${selectTaken}`);
    for (;;) {
      const { rows } = await this.client.query<Record<string, never>>(
        `FETCH ${FETCHED_ROWS} FROM stored_rows`,
      );
      if (rows.length === 0) break;
      yield hasSecrets ? rows.map((row) => openRow(row, shape, this.secretBox)) : rows;
    }
    await this.client.query('CLOSE stored_rows');
  }

  /** Whether there was a takeover before. */
  #ranBefore(): Promise<boolean> {
    this.#wasRunBefore ??= this.#begin();
    return this.#wasRunBefore;
  }

  async #begin(): Promise<boolean> {
    await this.client.query(`${ONE_SPELLING}; ${LOOK_UP}; ${GIVEN_KEYS}`);
    const { rowCount } = await this.client.query('SELECT FROM taken_over_row LIMIT 1');
    return rowCount === 1;
  }

  async #copy(table: TargetTableName, rows: readonly Row[]): Promise<void> {
    const shape: TargetTable = TARGET_TABLES[table];
    const hasSecrets = secretColumns(shape.columns).length > 0;
    const sealed = hasSecrets ? rows.map((row) => sealRow(row, shape, this.secretBox)) : rows;
    const stream = this.client.query(copyFrom(TABLE_STATEMENTS[table].copyBatch));
    stream.end(sealed.map((row) => copyLine(row, shape.columns)).join(''));
    await finished(stream);
  }

  async #storeRows(statement: string, wasRunBefore: boolean): Promise<Written> {
    const { rows } = await this.client.query<Counts & { left: LeftAlone[] }>(statement, [wasRunBefore]);
    return { inserted: 0, updated: 0, left: [], ...rows[0], removed: 0 };
  }

  async #storeLists(
    lists: ListStatements,
    owners: ReadonlySet<string>,
    wasRunBefore: boolean,
  ): Promise<Written> {
    await this.client.query(SCAN);
    await this.client.query(lists.judge, [[...owners]]);
    const removed = wasRunBefore ? (await this.client.query(lists.remove)).rowCount : 0;
    const { rows: counted } = await this.client.query<Counts>(lists.store);
    await this.client.query(lists.remember);
    const { rows: left } = await this.client.query<LeftAlone>(lists.left);
    await this.client.query(`${lists.clear}; ${LOOK_UP}`);
    return { inserted: 0, updated: 0, ...counted[0], removed: removed ?? 0, left };
  }
}
