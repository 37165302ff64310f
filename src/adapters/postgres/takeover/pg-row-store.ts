import type { Written } from '../../../application/ports/takeover-target.ts';
import type { Row } from '../../../application/takeover/table-shape.ts';
import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import type { Sealer } from '../sealer.ts';
import type { Queryable } from '../sql.ts';
import { keyOf, sealRow, secretColumns } from './sealed-rows.ts';
import { TABLE_STATEMENTS } from './table-statements.ts';

/** Stores rows by their key, many at a time; those that are there already and equal are left untouched. */
export class PgRowStore {
  constructor(
    private readonly db: Queryable,
    private readonly sealer: Sealer,
  ) {}

  async write(table: TargetTableName, rows: readonly Row[]): Promise<Written> {
    const { removeOthers, upsert } = TABLE_STATEMENTS[table];
    const batch = JSON.stringify(await this.#sealed(table, rows));
    const { rowCount: removed } = removeOthers ? await this.db.query(removeOthers, [batch]) : { rowCount: 0 };
    const { rows: changed } = await this.db.query<{ is_new: boolean }>(upsert, [batch]);
    const inserted = changed.filter(({ is_new: isNew }) => isNew).length;
    return { inserted, updated: changed.length - inserted, removed: removed ?? 0 };
  }

  /** The ciphertext of a secret differs each time: one that is stored and still right is given again. */
  async #sealed(table: TargetTableName, rows: readonly Row[]): Promise<readonly Row[]> {
    const shape: TargetTable = TARGET_TABLES[table];
    const secrets = secretColumns(shape.columns);
    const [key] = shape.key;
    if (secrets.length === 0 || key === undefined) return rows;
    const { rows: found } = await this.db.query<Record<string, string>>(
      `SELECT ${key}, ${secrets.map((name) => `encode(${name}, 'hex') AS ${name}`).join(', ')}
         FROM ${table} WHERE ${key}::text = ANY ($1::text[])`,
      [rows.map((row) => row[key])],
    );
    const stored = new Map(found.map((row) => [keyOf(row, shape), row]));
    return rows.map((row) => sealRow(row, shape, stored.get(keyOf(row, shape)), this.sealer));
  }
}
