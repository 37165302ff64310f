import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';

/** A person who manages organizations (an `Actor` is one), or an operator at the command line, as staff. */
export type OrganizationOperator = AuditAuthor & { readonly isStaff: boolean };
