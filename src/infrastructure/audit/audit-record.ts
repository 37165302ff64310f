import type { AuditEntryView } from '../../application/audit/audit-queries.ts';

/** An entry for programs, over tRPC and in exports. */
export const auditRecord = (entry: AuditEntryView) => ({
  id: entry.id,
  occurredAt: entry.occurredAt.toISOString(),
  action: entry.action,
  object: { type: entry.objectType, id: entry.objectId, label: entry.label },
  organizationId: entry.organizationId,
  actor: entry.actor,
  subject: entry.subject,
  origin: entry.origin,
  details: entry.details,
});
