import type { SourceTable } from '../mapping/source-tables.ts';
import { type ColumnType, kindOf } from '../mapping/table-shape.ts';
import { spelled } from '../sql/spelled.ts';

const expression = (column: string, type: ColumnType): string =>
  kindOf(type) === 'text[]' ? `array_remove(${column}::text[], NULL)` : spelled(column, type);

/**
 * The query for a table of the reference; text is compared by code point, so that the order does not depend on the
 * server's locale.
 */
export function selectTable(name: string, { columns, order }: SourceTable): string {
  const list = Object.entries(columns).map(([column, type]) => `${expression(column, type)} AS ${column}`);
  const isText = (column: string) => columns[column] === 'text';
  const keys = order.map(({ column, folded, presence, descending }) => {
    if (presence) return `${name}.${column} IS NOT NULL`;
    const key = folded ? `lower(${name}.${column})` : `${name}.${column}`;
    return `${key}${isText(column) ? ' COLLATE "C"' : ''}${descending ? ' DESC' : ''}`;
  });
  return `SELECT ${list.join(', ')} FROM ${name} ORDER BY ${keys.join(', ')}`;
}
