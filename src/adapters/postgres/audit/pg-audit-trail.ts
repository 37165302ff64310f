import type { AuditTrail } from '../../../application/audit/audit-trail.ts';
import { objectTypeOf } from '../../../domain/audit/audit-action.ts';
import { type AuditAuthor, type AuditEvent, detailsBy } from '../../../domain/audit/audit-entry.ts';
import type { Queryable } from '../engine/sql.ts';

const APPEND_ALL = `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, organization_id, actor_id,
    subject_id, via, client, address, request_id, details)
  SELECT g.occurred_at, g.action, g.object_type, g.object_id, g.label, g.organization_id, $2, g.subject_id, $3, $4, $5, $6,
         g.details
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS
           (occurred_at timestamptz, action text, object_type text, object_id text, label text, organization_id uuid,
            subject_id uuid, details jsonb)) WITH ORDINALITY AS g
      (occurred_at, action, object_type, object_id, label, organization_id, subject_id, details, place)
   ORDER BY g.place`;

const INSERT = `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, organization_id, actor_id,
    subject_id, via, client, address, request_id, details)
  SELECT $1::timestamptz, $2, $3, $4, $5, $6::uuid, $7::uuid, $8::uuid, $9, $10, $11, $12, $13::jsonb`;

const valuesOf = (by: AuditAuthor, event: AuditEvent): unknown[] => [
  event.at,
  event.action,
  objectTypeOf(event.action),
  event.objectId,
  event.label,
  event.organizationId,
  by.userId,
  event.subjectId ?? null,
  by.origin.via,
  by.origin.client,
  by.origin.address,
  by.origin.requestId,
  detailsBy(by, event),
];

export class PgAuditTrail implements AuditTrail {
  constructor(private readonly db: Queryable) {}

  async append(by: AuditAuthor, event: AuditEvent): Promise<void> {
    await this.db.query(INSERT, valuesOf(by, event));
  }

  async appendOnceSince(by: AuditAuthor, event: AuditEvent, since: Date): Promise<void> {
    await this.db.query(
      `${INSERT} WHERE NOT EXISTS (SELECT FROM audit_entry known
         WHERE known.object_id = $4 AND known.occurred_at >= $14 AND known.action = $2
           AND known.address IS NOT DISTINCT FROM $11 AND known.details = $13::jsonb)`,
      [...valuesOf(by, event), since],
    );
  }

  async appendAll(by: AuditAuthor, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { via, client, address, requestId } = by.origin;
    const rows = events.map((event) => ({
      occurred_at: event.at,
      action: event.action,
      object_type: objectTypeOf(event.action),
      object_id: event.objectId,
      label: event.label,
      organization_id: event.organizationId,
      subject_id: event.subjectId ?? null,
      details: detailsBy(by, event),
    }));
    await this.db.query(APPEND_ALL, [JSON.stringify(rows), by.userId, via, client, address, requestId]);
  }
}
