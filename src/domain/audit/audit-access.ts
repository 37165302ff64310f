import { DomainError } from '../shared/errors.ts';
import type { OrganizationId } from '../shared/ids.ts';

/** The part of the audit log that a person may read. */
export type AuditScope = 'everything' | Readonly<{ organizationId: OrganizationId }>;

/**
 * The facts that decide the scope. `administers`: the person's organization, when they are one of its administrators.
 */
export type AuditReader = Readonly<{ isStaff: boolean; administers: OrganizationId | null }>;

/**
 * Staff read every entry, administrators those of their organization, others none.
 *
 * @throws DomainError `audit_log.action_forbidden`
 */
export function auditScope({ isStaff, administers }: AuditReader): AuditScope {
  if (isStaff) return 'everything';
  if (administers !== null) return { organizationId: administers };
  throw new DomainError('audit_log.action_forbidden', 'Neither staff nor administrator');
}
