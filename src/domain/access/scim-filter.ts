/** Comparisons of RFC 7644, section 3.4.2.2. */
export type ScimOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type ScimValue = string | boolean | Date;

/**
 * How values of an attribute compare: `text` is a string without regard to letter case (RFC 7643, `caseExact` false), `email`
 * one in the one spelling of addresses; `id` a UUID in lower case, as ours are stored.
 */
export type ScimKind = 'id' | 'text' | 'email' | 'boolean' | 'time';

/**
 * A SCIM client's filter over attributes that we have. A comparison is true when one value of a multi-valued attribute
 * matches; `ne` is the negation of `eq`. The value has the attribute's kind, and strings can be stored. An id is in lower case,
 * however it was written.
 */
export type ScimFilter<Field extends string> =
  | { readonly op: 'and' | 'or'; readonly filters: readonly ScimFilter<Field>[] }
  | { readonly op: 'not'; readonly filter: ScimFilter<Field> }
  | { readonly op: 'present'; readonly field: Field }
  | {
      readonly op: 'compare';
      readonly field: Field;
      readonly operator: Exclude<ScimOperator, 'ne'>;
      readonly value: ScimValue;
    }
  /** Matches no resource: we lack the attribute, or the attribute cannot have that value. */
  | { readonly op: 'never' };

type Comparison = Extract<ScimFilter<string>, { op: 'compare' }>;

/** Operators defined for each kind (RFC 7644, table 3: booleans have no order, times no substrings). */
export const SCIM_OPERATORS = {
  id: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  text: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  email: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  boolean: ['eq', 'ne'],
  time: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
} as const satisfies Record<ScimKind, readonly ScimOperator[]>;

/** The schema of what SCIM has no attribute for: to which of our teams a group belongs (RFC 7643, section 3.3). */
export const TEAM_EXTENSION = 'urn:ietf:params:scim:schemas:extension:regie:1.0:Group';
export const TEAM_ID_FIELD = `${TEAM_EXTENSION}:teamId` as const;

export const USER_FIELDS = {
  id: 'id',
  userName: 'text',
  displayName: 'text',
  active: 'boolean',
  'emails.value': 'email',
  'emails.type': 'text',
  'emails.primary': 'boolean',
  'groups.value': 'id',
  'groups.display': 'text',
  'meta.created': 'time',
  'meta.lastModified': 'time',
} as const satisfies Record<string, ScimKind>;
export type UserField = keyof typeof USER_FIELDS;

/** What members of a group are selected by, in lists of groups and in changes of one. */
export const MEMBER_FIELDS = {
  'members.value': 'id',
  'members.display': 'text',
  'members.type': 'text',
} as const satisfies Record<string, ScimKind>;
export type MemberField = keyof typeof MEMBER_FIELDS;

export const GROUP_FIELDS = {
  id: 'id',
  displayName: 'text',
  ...MEMBER_FIELDS,
  [TEAM_ID_FIELD]: 'id',
  'meta.created': 'time',
  'meta.lastModified': 'time',
} as const satisfies Record<string, ScimKind>;
export type GroupField = keyof typeof GROUP_FIELDS;

/** The values of a resource's attribute; an empty list when the resource lacks the attribute. */
type ValuesOf<Field extends string> = (field: Field) => readonly (ScimValue | null)[];

/** Whether a resource matches a filter. */
export function matchesScimFilter<Field extends string>(
  filter: ScimFilter<Field>,
  kinds: Readonly<Record<Field, ScimKind>>,
  valuesOf: ValuesOf<Field>,
): boolean {
  const matches = (part: ScimFilter<Field>): boolean => {
    switch (part.op) {
      case 'and':
        return part.filters.every(matches);
      case 'or':
        return part.filters.some(matches);
      case 'not':
        return !matches(part.filter);
      case 'never':
        return false;
      case 'present':
        return valuesOf(part.field).some((value) => value !== null && value !== '');
      case 'compare':
        return valuesOf(part.field).some(
          (value) => value !== null && compares(value, kinds[part.field], part.operator, part.value),
        );
    }
  };
  return matches(filter);
}

function compares(
  value: ScimValue,
  kind: ScimKind,
  operator: Comparison['operator'],
  wanted: ScimValue,
): boolean {
  const [left, right] = [comparable(value, kind), comparable(wanted, kind)];
  switch (operator) {
    case 'eq':
      return left === right;
    case 'co':
      return String(left).includes(String(right));
    case 'sw':
      return String(left).startsWith(String(right));
    case 'ew':
      return String(left).endsWith(String(right));
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
  }
}

function comparable(value: ScimValue, kind: ScimKind): string | number | boolean {
  if (value instanceof Date) return value.getTime();
  return kind === 'text' || kind === 'email' ? String(value).toLowerCase() : value;
}
