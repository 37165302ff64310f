import { DomainError, type ErrorCode } from '../../domain/shared/errors.ts';

/** No two rows may have the same values in these members; a row where one of them is null stands in nobody's way. */
export type Unique<Row> = Readonly<{
  /** The name of the constraint in a database. */
  name: string;
  members: readonly (keyof Row & string)[];
  /** Whether two rows have the same, where that is not simply whether the members have. */
  isSame?: (a: Row, b: Row) => boolean;
  /** What the caller is told; without it, only a bug would write such a row. */
  refusal?: readonly [code: ErrorCode, message: string];
}>;

/** What becomes of a row when the row it refers to is deleted: it goes too, forgets it, or keeps it from going. */
export type OnDelete = 'cascade' | 'set null' | 'restrict';

/** What a table holds to on every storage, whatever is written. */
export type TableRules<Row> = Readonly<{
  table: string;
  unique?: readonly Unique<Row>[];
  /** What members refer to by its id, unless they are null. */
  references?: readonly (readonly [member: keyof Row & string, table: string, onDelete: OnDelete])[];
}>;

/** What to throw at a row that another one stands in the way of. */
export const takenError = <Row>(
  { table }: TableRules<Row>,
  { name, refusal }: Unique<Row>,
  details: { readonly cause?: unknown } = {},
): Error =>
  refusal
    ? new DomainError(refusal[0], refusal[1], details)
    : new Error(`${table} has such a row (${name})`, details);
