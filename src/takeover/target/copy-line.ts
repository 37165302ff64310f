import { type Columns, type ColumnType, kindOf, type Row, type Value } from '../mapping/table-shape.ts';

const NULL = '\\N';

/** Letters that end a value or a line in COPY's text format, and the one that escapes them. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter) : text;

const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function spell(value: Value | undefined, type: ColumnType): string {
  if (value === null || value === undefined) return NULL;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return escaped(`{${value.map(element).join(',')}}`);
  const kind = kindOf(type);
  return escaped(kind === 'bytes' || kind === 'secret' ? `\\x${value}` : value);
}

/** A row in the text format of COPY (PostgreSQL manual, COPY, "Text Format"), its line end included. */
export const copyLine = (row: Row, columns: Columns): string =>
  `${Object.entries(columns)
    .map(([name, type]) => spell(row[name], type))
    .join('\t')}\n`;
