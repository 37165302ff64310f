import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';

/** Who does something to an organization: a person (an `Actor` is one), or an operator at the command line, as staff. */
export type OrganizationOperator = AuditAuthor & { readonly isStaff: boolean };
