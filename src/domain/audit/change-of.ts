import type { AuditDetails } from './audit-entry.ts';

/** What became of a field, for the details of an entry; nothing when it stayed. */
export function changeOf<Field extends string>(
  field: Field,
  before: Readonly<Record<Field, string | number | boolean | null>>,
  after: Readonly<Record<Field, string | number | boolean | null>>,
): AuditDetails {
  return before[field] === after[field] ? {} : { [field]: { before: before[field], after: after[field] } };
}
