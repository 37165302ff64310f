import type { ScimFilter, ScimKind } from '../../../domain/access/scim-filter.ts';

/** An attribute as SQL: a value of the row, or one of several, from the rows that `among` selects. */
export type ScimColumn = { readonly value: string; readonly among?: string };
type Columns<Field extends string> = Readonly<Record<Field, ScimColumn>>;
type Comparison = Extract<ScimFilter<string>, { op: 'compare' }>;

/** A comparison as SQL; the operands are of the attribute's kind. Strings sort by code point. */
const COMPARE: Readonly<Record<Comparison['operator'], (left: string, right: string) => string>> = {
  eq: (left, right) => `${left} = ${right}`,
  co: (left, right) => `strpos(${left}, ${right}) > 0`,
  sw: (left, right) => `starts_with(${left}, ${right})`,
  ew: (left, right) => `right(${left}, length(${right})) = ${right}`,
  gt: (left, right) => `${left} > ${right}`,
  ge: (left, right) => `${left} >= ${right}`,
  lt: (left, right) => `${left} < ${right}`,
  le: (left, right) => `${left} <= ${right}`,
};

const TYPES: Readonly<Record<ScimKind, string>> = {
  id: 'text',
  text: 'text',
  email: 'text',
  boolean: 'boolean',
  time: 'timestamptz',
};

/** One side of a comparison, in lower case where letter case does not count. */
function operand(expression: string, kind: ScimKind): string {
  if (kind === 'text' || kind === 'email') return `lower(${expression}) COLLATE "C"`;
  return kind === 'id' ? `${expression} COLLATE "C"` : expression;
}

/**
 * A filter as a condition that is true or false, never null. Columns come from a closed table; values only as
 * parameters, which `place` adds.
 */
export function scimCondition<Field extends string>(
  filter: ScimFilter<Field>,
  kinds: Readonly<Record<Field, ScimKind>>,
  columns: Columns<Field>,
  place: (value: unknown) => string,
): string {
  const holds = (field: Field, test: (value: string) => string): string => {
    const { value, among } = columns[field];
    return among === undefined ? `coalesce(${test(value)}, false)` : `EXISTS (${among} AND ${test(value)})`;
  };
  const write = (part: ScimFilter<Field>): string => {
    switch (part.op) {
      case 'and':
      case 'or':
        return `(${part.filters.map(write).join(` ${part.op.toUpperCase()} `)})`;
      case 'not':
        return `NOT ${write(part.filter)}`;
      case 'never':
        return 'false';
      case 'present':
        return holds(part.field, (value) =>
          TYPES[kinds[part.field]] === 'text' ? `${value} <> ''` : `${value} IS NOT NULL`,
        );
      case 'compare': {
        const kind = kinds[part.field];
        const wanted = `${place(part.value)}::${TYPES[kind]}`;
        return holds(part.field, (value) =>
          COMPARE[part.operator](operand(value, kind), operand(wanted, kind)),
        );
      }
    }
  };
  return write(filter);
}
