import type { Row } from '../mapping/table-shape.ts';
import type { TargetTableName } from '../mapping/target-tables.ts';

/** Why a given row or list is not stored: see docs/adr/0007-takeover-in-bulk.md. */
export type Obstacle =
  /** It was changed here since it was taken over. */
  | 'changed_here'
  | 'removed_here'
  /** It exists here with other values, and was never taken over. */
  | 'already_here'
  /** The object that it belongs to no longer exists here. */
  | 'parent_missing'
  /** An item of the list belongs to another owner here. */
  | 'held_by_another';

/**
 * `key`: see `rowKey`. `isConflict`: the reference's also differs from the last takeover, so that operators must decide.
 */
export type LeftAlone = Readonly<{ key: string; why: Obstacle; isConflict: boolean }>;

/** Numbers of stored rows, and the rows or lists left as they are here. Others were equal already. */
export type Written = Readonly<{
  inserted: number;
  updated: number;
  removed: number;
  left: readonly LeftAlone[];
}>;

export interface TakeoverWriter {
  /**
   * Stores rows by their key, and records what was given. Equal rows are left untouched, and so are rows changed or
   * removed here since they were taken over.
   *
   * @param owners for tables with owners: the owners of the given lists, which may be empty
   */
  write(table: TargetTableName, rows: readonly Row[], owners?: ReadonlySet<string>): Promise<Written>;
  /**
   * All rows written since the start or found equal, as stored now, in no order and in batches. No row may be written
   * after this.
   */
  stored(table: TargetTableName): AsyncIterable<readonly Row[]>;
}

/** Our own database as the target of the takeover. */
export interface TakeoverTarget {
  /**
   * Commits everything that `work` writes when it resolves to `keep: true`, else nothing. No other takeover may run
   * meanwhile.
   */
  fill<T extends { readonly keep: boolean }>(work: (writer: TakeoverWriter) => Promise<T>): Promise<T>;
  /**
   * Prepares filled tables for fast queries: fresh statistics, cleaned indexes.
   *
   * @param onSettled called after each table
   */
  settle(tables: readonly TargetTableName[], onSettled: (table: TargetTableName) => void): Promise<void>;
}
