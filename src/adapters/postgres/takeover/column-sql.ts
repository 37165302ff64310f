import { type ColumnType, type Kind, kindOf } from '../../../application/takeover/table-shape.ts';

/** Types of the columns of a batch, which comes as JSON text. */
const GIVEN_TYPE: Readonly<Record<Kind, string>> = {
  uuid: 'uuid',
  text: 'text',
  boolean: 'boolean',
  integer: 'integer',
  timestamp: 'timestamptz',
  json: 'text',
  'text[]': 'text[]',
  bytes: 'text',
  secret: 'text',
};

export const givenType = (type: ColumnType): string => GIVEN_TYPE[kindOf(type)];

/** A column of a batch as it is stored. */
export function givenValue(column: string, type: ColumnType): string {
  const kind = kindOf(type);
  if (kind === 'json') return `${column}::jsonb`;
  return kind === 'bytes' || kind === 'secret' ? `decode(${column}, 'hex')` : column;
}

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
