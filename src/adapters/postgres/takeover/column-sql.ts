import { type ColumnType, kindOf } from '../../../application/takeover/table-shape.ts';

/** A stored column in a form that can be compared: `json` has no equality, `jsonb` has. */
export const comparable = (column: string, type: ColumnType): string =>
  kindOf(type) === 'json' ? `${column}::jsonb` : column;

/** A stored column in the one spelling its kind has. */
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
