import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';

/** The audit log as use cases write it: in the transaction of the change. Entries never change. */
export interface AuditTrail {
  /** Adds an entry. One round trip. */
  append(by: AuditAuthor, event: AuditEvent): Promise<void>;
  /** Adds many entries, in their order. One round trip. */
  appendAll(by: AuditAuthor, events: readonly AuditEvent[]): Promise<void>;
  /**
   * Adds an entry, unless one about the same action, object, address and details is there from `since` on. One round trip;
   * of several at the same time each may be added, unless the caller holds a lock on the object.
   */
  appendOnceSince(by: AuditAuthor, event: AuditEvent, since: Date): Promise<void>;
}
