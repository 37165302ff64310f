import type { Row } from './table-shape.ts';
import type { TargetTable } from './target-tables.ts';

/** What a row is taken over by: its own key, or the owner of the list it is in. */
export const rowKey = (row: Row, { key, owner }: TargetTable): string =>
  (owner === undefined ? key : [owner]).map((name) => String(row[name])).join(' ');
