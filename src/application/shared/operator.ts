import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';

/** An operator at the command line: no person with an account, who may do everywhere what owners may. */
export type Operator = AuditAuthor &
  Readonly<{ userId: null; email: null; organizationId: null; isStaff: true; isSuperuser: true }>;
