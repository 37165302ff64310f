import { isDeepStrictEqual } from 'node:util';
import type { AuditTrail } from '../../../application/audit/audit-trail.ts';
import { objectTypeOf } from '../../../domain/audit/audit-action.ts';
import { type AuditAuthor, type AuditEvent, detailsBy } from '../../../domain/audit/audit-entry.ts';
import type { AuditEntryId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryAuditTrail implements AuditTrail {
  constructor(private readonly tables: MemoryTables) {}

  async appendAll(by: AuditAuthor, events: readonly AuditEvent[]): Promise<void> {
    for (const event of events) await this.append(by, event);
  }

  async appendOnceSince(by: AuditAuthor, event: AuditEvent, since: Date): Promise<void> {
    const { action, objectId } = event;
    const details = detailsBy(by, event);
    const isKnown = this.tables.auditEntries.count(
      (entry) =>
        entry.action === action &&
        entry.objectId === objectId &&
        entry.occurredAt >= since &&
        entry.origin.address === by.origin.address &&
        isDeepStrictEqual(entry.details, details),
    );
    if (isKnown === 0) await this.append(by, event);
  }

  async append(by: AuditAuthor, event: AuditEvent): Promise<void> {
    const { at, action, objectId, label, organizationId, subjectId = null } = event;
    this.tables.auditEntries.insert({
      // Entries are never removed, so that their number is unique.
      id: String(this.tables.auditEntries.count(() => true) + 1) as AuditEntryId,
      occurredAt: at,
      action,
      objectType: objectTypeOf(action),
      objectId,
      label,
      organizationId,
      actorId: by.userId,
      subjectId,
      origin: by.origin,
      details: detailsBy(by, event),
    });
  }
}
