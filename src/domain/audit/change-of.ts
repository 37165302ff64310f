import type { AuditDetails } from './audit-entry.ts';

/** The change of a field, for the details of an entry; an empty object when the field is unchanged. */
export function changeOf<Field extends string>(
  field: Field,
  before: Readonly<Record<Field, string | number | boolean | null>>,
  after: Readonly<Record<Field, string | number | boolean | null>>,
): AuditDetails {
  return before[field] === after[field] ? {} : { [field]: { before: before[field], after: after[field] } };
}
