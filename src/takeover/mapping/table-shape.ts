/** What a value is on its way from one database to the other; each has one spelling, so that equal means equal. */
type ValueByKind = {
  uuid: string;
  text: string;
  boolean: boolean;
  integer: number;
  /** UTC with six decimals: `2026-11-23T16:12:39.760215Z`. */
  timestamp: string;
  /** JSON as PostgreSQL writes its `jsonb`. */
  json: string;
  'text[]': readonly string[];
  /** Hexadecimal, lower case. */
  bytes: string;
  /** Readable here, encrypted at rest. */
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
