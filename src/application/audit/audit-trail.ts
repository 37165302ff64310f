import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';

/** The audit log as use cases write it: in the transaction of the change. Entries never change. */
export interface AuditTrail {
  /** Adds an entry. One round trip. */
  append(by: AuditAuthor, event: AuditEvent): Promise<void>;
  /** Adds many entries, in their order. One round trip. */
  appendAll(by: AuditAuthor, events: readonly AuditEvent[]): Promise<void>;
}
