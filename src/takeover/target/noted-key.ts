import { kindOf } from '../mapping/table-shape.ts';
import type { TargetTable } from '../mapping/target-tables.ts';
import { hashed } from './column-sql.ts';

/** What `taken_over_row` knows a row by: its id where it has one, and the owner of a list. */
export function notedKey(row: string, { columns, key, owner }: TargetTable): string {
  if (owner !== undefined) return `${row}.${owner}`;
  const [first = ''] = key;
  const type = columns[first];
  if (key.length === 1 && type !== undefined && kindOf(type) === 'uuid') return `${row}.${first}`;
  return hashed(`ROW(${key.map((name) => `${row}.${name}`).join(', ')})::text`);
}
