/**
 * Types of values between the databases; each value has one spelling, so that equality of texts is equality of values.
 */
type ValueByKind = {
  uuid: string;
  text: string;
  boolean: boolean;
  integer: number;
  /** UTC with six decimals: `2026-11-23T16:12:39.760215Z`. */
  timestamp: string;
  /** JSON in PostgreSQL's `jsonb` spelling. */
  json: string;
  'text[]': readonly string[];
  /** Hexadecimal, lower case. */
  bytes: string;
  /** Unencrypted here, encrypted at rest. */
  secret: string;
};

export type Kind = keyof ValueByKind;

/** A kind, with `?` where the value may be null. */
export type ColumnType = Kind | `${Kind}?`;

export type Columns = Readonly<Record<string, ColumnType>>;
export type Value = ValueByKind[Kind] | null;
export type Row = Readonly<Record<string, Value>>;

type ValueOf<Type extends ColumnType> = Type extends `${infer K extends Kind}?`
  ? ValueByKind[K] | null
  : Type extends Kind
    ? ValueByKind[Type]
    : never;

/** A row of a table with these columns. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: ValueOf<C[Name]> };

export const kindOf = (type: ColumnType): Kind => type.replace(/\?$/, '') as Kind;
