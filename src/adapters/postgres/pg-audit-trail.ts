import type { AuditTrail } from '../../application/ports/audit-trail.ts';
import { objectTypeOf } from '../../domain/audit/audit-action.ts';
import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Queryable } from './sql.ts';

export class PgAuditTrail implements AuditTrail {
  constructor(private readonly db: Queryable) {}

  async append({ userId, origin }: AuditAuthor, event: AuditEvent): Promise<void> {
    await this.db.query(
      `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, organization_id, actor_id, subject_id,
         via, client, address, request_id, details)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        event.at,
        event.action,
        objectTypeOf(event.action),
        event.objectId,
        event.label,
        event.organizationId,
        userId,
        event.subjectId ?? null,
        origin.via,
        origin.client,
        origin.address,
        origin.requestId,
        event.details ?? {},
      ],
    );
  }
}
