import { type ColumnType, kindOf } from '../mapping/table-shape.ts';

/** An SQL expression with the one spelling of a column's values. */
export function spelled(column: string, type: ColumnType): string {
  switch (kindOf(type)) {
    case 'timestamp':
      return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    case 'json':
      return `${column}::jsonb::text`;
    case 'bytes':
    case 'secret':
      return `encode(${column}, 'hex')`;
    default:
      return column;
  }
}
