import type { Row } from '../takeover/table-shape.ts';
import type { TargetTableName } from '../takeover/target-tables.ts';

export type Written = Readonly<{ inserted: number; updated: number; removed: number }>;

export interface TakeoverWriter {
  /** Stores rows by their key; those that are there already and equal are left untouched. */
  write(table: TargetTableName, rows: readonly Row[]): Promise<Written>;
  /** All rows of the table written since the start, as they are stored now, in no order, some at a time. */
  stored(table: TargetTableName): AsyncIterable<readonly Row[]>;
}

/** Our own database, as the takeover fills it. */
export interface TakeoverTarget {
  /** Keeps everything `work` writes when it resolves to `keep: true`, else nothing. Nobody else may take over meanwhile. */
  fill<T extends { readonly keep: boolean }>(work: (writer: TakeoverWriter) => Promise<T>): Promise<T>;
  /**
   * Makes queries on tables that were filled as fast as they will be: fresh statistics, tidy indexes.
   *
   * @param onSettled is told of each table in turn
   */
  settle(tables: readonly TargetTableName[], onSettled: (table: TargetTableName) => void): Promise<void>;
}
