import { DomainError } from '../shared/errors.ts';
import type { OrganizationId } from '../shared/ids.ts';

/** The part of the audit log somebody may read. */
export type AuditScope = 'everything' | Readonly<{ organizationId: OrganizationId }>;

/** What decides it. `administers`: the person's own organization, when they are one of its administrators. */
export type AuditReader = Readonly<{ isStaff: boolean; administers: OrganizationId | null }>;

/**
 * Staff read everything, administrators what concerns their organization, others nothing.
 *
 * @throws DomainError `audit_log.action_forbidden`
 */
export function auditScope({ isStaff, administers }: AuditReader): AuditScope {
  if (isStaff) return 'everything';
  if (administers !== null) return { organizationId: administers };
  throw new DomainError('audit_log.action_forbidden', 'Neither staff nor administrator');
}
