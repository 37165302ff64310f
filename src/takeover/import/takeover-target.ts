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
export type LeftAlone = Readonly<{
  key: string;
  why: Obstacle;
  isConflict: boolean;
  /** What people call it; null where nobody knows. */
  name: string | null;
  /** In which columns what is here differs from what was given, `updated_at` aside. */
  columns: readonly string[];
  /** Ids of what it belongs to and is not here, by the column that refers to it. */
  missing: Readonly<Record<string, string>>;
}>;

/** A row that breaks a rule of ours together with others; `key` and `name` as in `LeftAlone`. */
export type OddRow = Readonly<{ table: TargetTableName; key: string; name: string | null; problem: string }>;

/** A row that an earlier takeover stored, that the reference no longer has, and that is still here. */
export type GoneRow = Readonly<{
  table: TargetTableName;
  /** See `rowKey`. */
  key: string;
  name: string | null;
  fate: GoneFate;
  /** For `in_use`: the table of what belongs to it and stays. */
  usedBy: string | null;
}>;

export type GoneFate =
  /** Nobody changed it here. */
  | 'unchanged'
  | 'removed'
  /** Since it was taken over. */
  | 'changed_here'
  /** Without it something that stays would have no owner, or an organization no administrator. */
  | 'last_owner'
  /** Something that was made or changed here belongs to it. */
  | 'in_use';

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
  /** Rows that were given and break a rule of ours together with others that are here. To be asked for once all were written. */
  odd(): Promise<readonly OddRow[]>;
  /** Says of rows that are not stored, by the ids that they have there, that they are not gone. */
  leftOut(table: TargetTableName, ids: readonly string[]): Promise<void>;
  /**
   * Rows that an earlier takeover brought, that were neither given nor left out since the start, and that are here, some at
   * a time. With `remove`, those that nobody changed here are removed, unless something that stays needs them. To be asked
   * for once everything was written.
   *
   * @throws Error with `remove` when nothing at all is there of what was brought: it is another database then
   */
  gone(options: { readonly remove: boolean }): AsyncIterable<readonly GoneRow[]>;
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
