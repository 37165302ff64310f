import type { SourceTableName } from '../mapping/source-tables.ts';
import type { Row } from '../mapping/table-shape.ts';

/** One state of a database of the reference, unaffected by concurrent writes. */
export interface PeopleSnapshot {
  count(table: SourceTableName): Promise<number>;
  /** All rows in the order that the table declares, in batches. */
  rows(table: SourceTableName): AsyncIterable<readonly Row[]>;
}

/** A database of the reference, for reading only. */
export interface PeopleSource {
  /**
   * Lets `work` read one snapshot of the whole database.
   * @throws Error when it cannot be read, or is not a database of the reference
   */
  read<T>(work: (snapshot: PeopleSnapshot) => Promise<T>): Promise<T>;
}
