import { type Columns, type ColumnType, kindOf } from '../mapping/table-shape.ts';

/** A stored column in a form that can be compared: `json` has no equality, `jsonb` has. */
export const comparable = (column: string, type: ColumnType): string =>
  kindOf(type) === 'json' ? `${column}::jsonb` : column;

/** Half of a SHA-256, as a value that takes 16 bytes and is compared at once. */
export const hashed = (text: string): string =>
  `encode(substring(sha256(convert_to(${text}, 'UTF8')) FOR 16), 'hex')::uuid`;

/** The columns of `row` as one text; equal for equal rows as long as the session spells values in one way. */
export const wholeRow = (row: string, columns: Columns): string =>
  `ROW(${Object.entries(columns)
    .map(([name, type]) => comparable(`${row}.${name}`, type))
    .join(', ')})::text`;

/** Has the session spell values in one way. */
export const ONE_SPELLING = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex'`;
