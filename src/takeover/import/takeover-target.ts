import type { Row } from '../mapping/table-shape.ts';
import type { TargetTableName } from '../mapping/target-tables.ts';

/** Why a row that was given is not stored, or a list: see docs/adr/0007-takeover-in-bulk.md. */
export type Obstacle =
  /** Since it was taken over. */
  | 'changed_here'
  | 'removed_here'
  /** Other than the one given, and never taken over. */
  | 'already_here'
  /** What it belongs to is not here any more. */
  | 'parent_missing'
  /** An item of the list is another owner's here. */
  | 'held_by_another';

/** `key`: see `rowKey`. `isConflict`: it is not what was taken over the last time either, so that somebody has to decide. */
export type LeftAlone = Readonly<{ key: string; why: Obstacle; isConflict: boolean }>;

/** Rows stored, and rows or lists that were left as they are here. Others were equal already. */
export type Written = Readonly<{
  inserted: number;
  updated: number;
  removed: number;
  left: readonly LeftAlone[];
}>;

export interface TakeoverWriter {
  /**
   * Stores rows by their key, and remembers what was given. What is there already and equal is left untouched, and so is
   * what was changed or removed here since it was taken over.
   *
   * @param owners for tables with owners: those whose lists are given, which may be empty
   */
  write(table: TargetTableName, rows: readonly Row[], owners?: ReadonlySet<string>): Promise<Written>;
  /**
   * All rows written since the start or found equal, as they are stored now, in no order, some at a time. No row may be
   * written after this.
   */
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
