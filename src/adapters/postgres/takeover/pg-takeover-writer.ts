import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TakeoverWriter, Written } from '../../../application/ports/takeover-target.ts';
import type { Row } from '../../../application/takeover/table-shape.ts';
import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import type { Sealer } from '../sealer.ts';
import { copyLine } from './copy-line.ts';
import { keyOf, openRow, sealRow, secretColumns } from './sealed-rows.ts';
import type { SetAsideIndexes } from './set-aside-indexes.ts';
import { TABLE_STATEMENTS } from './table-statements.ts';

const FETCHED_ROWS = 2_000;

/**
 * Writes on a connection inside a transaction, in bulk: each batch is copied to a temporary table and stored from there by
 * one statement. A list of the keys written is kept in the database, not in memory.
 */
export class PgTakeoverWriter implements TakeoverWriter {
  readonly #begun = new Set<TargetTableName>();

  /** @param indexes are set aside while tables without rows are filled; without it all indexes are kept up */
  constructor(
    private readonly client: ClientBase,
    private readonly sealer: Sealer,
    private readonly indexes?: SetAsideIndexes,
  ) {}

  async write(table: TargetTableName, rows: readonly Row[]): Promise<Written> {
    const statements = TABLE_STATEMENTS[table];
    if (!this.#begun.has(table)) {
      await this.client.query(statements.createTemporary);
      await this.indexes?.drop(table);
      this.#begun.add(table);
    }
    await this.#copy(table, await this.#sealed(table, rows));
    await this.client.query(statements.noteKeys);
    const removed = statements.removeOthers && (await this.client.query(statements.removeOthers)).rowCount;
    const { rows: counted } = await this.client.query<{ inserted: number; updated: number }>(
      statements.upsert,
    );
    await this.client.query(statements.clearBatch);
    const { inserted, updated } = counted[0] ?? { inserted: 0, updated: 0 };
    return { inserted, updated, removed: removed || 0 };
  }

  async *stored(table: TargetTableName): AsyncIterable<readonly Row[]> {
    if (!this.#begun.has(table)) return;
    const shape: TargetTable = TARGET_TABLES[table];
    const hasSecrets = secretColumns(shape.columns).length > 0;
    const { analyzeKeys, selectTaken } = TABLE_STATEMENTS[table];
    await this.indexes?.rebuild(table);
    await this.client.query(analyzeKeys);
    await this.client.query(`DECLARE stored_rows NO SCROLL CURSOR FOR ${selectTaken}`);
    for (;;) {
      const { rows } = await this.client.query<Record<string, never>>(
        `FETCH ${FETCHED_ROWS} FROM stored_rows`,
      );
      if (rows.length === 0) break;
      yield hasSecrets ? rows.map((row) => openRow(row, shape, this.sealer)) : rows;
    }
    await this.client.query('CLOSE stored_rows');
  }

  async #copy(table: TargetTableName, rows: readonly Row[]): Promise<void> {
    const { columns } = TARGET_TABLES[table];
    const stream = this.client.query(copyFrom(TABLE_STATEMENTS[table].copyBatch));
    stream.end(rows.map((row) => copyLine(row, columns)).join(''));
    await finished(stream);
  }

  /** The ciphertext of a secret differs each time: one that is stored and still right is given again. */
  async #sealed(table: TargetTableName, rows: readonly Row[]): Promise<readonly Row[]> {
    const shape: TargetTable = TARGET_TABLES[table];
    const secrets = secretColumns(shape.columns);
    const [key] = shape.key;
    if (secrets.length === 0 || key === undefined) return rows;
    const { rows: found } = await this.client.query<Record<string, string>>(
      `SELECT ${key}, ${secrets.map((name) => `encode(${name}, 'hex') AS ${name}`).join(', ')}
         FROM ${table} WHERE ${key} = ANY ($1)`,
      [rows.map((row) => row[key])],
    );
    const stored = new Map(found.map((row) => [keyOf(row, shape), row]));
    return rows.map((row) => sealRow(row, shape, stored.get(keyOf(row, shape)), this.sealer));
  }
}
