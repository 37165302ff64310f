import type { SourceTableName } from '../mapping/source-tables.ts';
import type { Row } from '../mapping/table-shape.ts';

/** One state of a database of the reference, whatever is written to it meanwhile. */
export interface PeopleSnapshot {
  count(table: SourceTableName): Promise<number>;
  /** All rows in the order the table declares, some at a time. */
  rows(table: SourceTableName): AsyncIterable<readonly Row[]>;
}

/** A database of the reference. It is only read. */
export interface PeopleSource {
  /** Lets `work` read one snapshot of the whole database. @throws Error when it cannot be read, or is no such database */
  read<T>(work: (snapshot: PeopleSnapshot) => Promise<T>): Promise<T>;
}
