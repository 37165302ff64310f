import type { Row } from './table-shape.ts';
import type { TargetTable } from './target-tables.ts';

/** The key by which a row is taken over: its own, or that of its list's owner. */
export const rowKey = (row: Row, { key, owner }: TargetTable): string =>
  (owner === undefined ? key : [owner]).map((name) => String(row[name])).join(' ');
