import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import { DomainError, type ErrorCode } from '../../domain/shared/errors.ts';

/** No two rows may have the same values in these members; rows with a null among them are exempt. */
export type Unique<Row> = Readonly<{
  /** The name of the constraint in a database. */
  name: string;
  members: readonly (keyof Row & string)[];
  /** Whether two rows count as equal, where comparing the members is not enough. */
  isSame?: (a: Row, b: Row) => boolean;
  /** The error for the caller; without it, only a bug would write such a row. */
  refusal?: readonly [code: ErrorCode, message: string];
}>;

/**
 * What happens to a row when the row it refers to is deleted: it is deleted, its reference set to null, or the deletion
 * refused.
 */
export type OnDelete = 'cascade' | 'set null' | 'restrict';

/** What a text names that can be spelled in several ways; all but one are left outside. */
export type Spelled = 'email' | 'domain';

const SPELLING: Readonly<Record<Spelled, (text: string) => string>> = {
  email: normalizeEmail,
  domain: normalizeDomain,
};

/** The rules of a table in every storage. */
export type TableRules<Row> = Readonly<{
  table: string;
  unique?: readonly Unique<Row>[];
  /** The tables that members refer to by id, unless null. */
  references?: readonly (readonly [member: keyof Row & string, table: string, onDelete: OnDelete])[];
  /** Members that are stored in the one spelling of what they name. */
  spelled?: { readonly [Member in keyof Row]?: Spelled };
}>;

/** A row as it is stored: what has one spelling is written in it. */
export function spelledRow<Row>({ spelled }: TableRules<Row>, row: Row): Row {
  if (!spelled) return row;
  let stored = row;
  for (const member of Object.keys(spelled) as (keyof Row & string)[]) {
    const [value, kind] = [row[member], spelled[member]];
    if (kind && typeof value === 'string') stored = { ...stored, [member]: SPELLING[kind](value) };
  }
  return stored;
}

/** The error for a row that violates a unique rule. */
export const takenError = <Row>(
  { table }: TableRules<Row>,
  { name, refusal }: Unique<Row>,
  details: { readonly cause?: unknown } = {},
): Error =>
  refusal
    ? new DomainError(refusal[0], refusal[1], details)
    : new Error(`${table} has such a row (${name})`, details);
