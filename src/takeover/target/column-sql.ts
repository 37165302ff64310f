import { type Columns, type ColumnType, kindOf } from '../mapping/table-shape.ts';

/** A stored column in a comparable form: `json` has no equality, `jsonb` has. */
export const comparable = (column: string, type: ColumnType): string =>
  kindOf(type) === 'json' ? `${column}::jsonb` : column;

/** Half of a SHA-256, a value of 16 bytes that is compared quickly. */
export const hashed = (text: string): string =>
  `encode(substring(sha256(convert_to(${text}, 'UTF8')) FOR 16), 'hex')::uuid`;

/** The columns of `row` as one text; equal for equal rows while the session uses one spelling of values. */
export const wholeRow = (row: string, columns: Columns): string =>
  `ROW(${Object.entries(columns)
    .map(([name, type]) => comparable(`${row}.${name}`, type))
    .join(', ')})::text`;

/** Settings for one spelling of values in the session. */
export const ONE_SPELLING = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex'`;
