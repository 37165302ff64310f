import type { Transform } from 'node:stream';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { AuditEntryView } from '../../application/audit/audit-queries.ts';
import { auditRecord } from './audit-record.ts';

/** Forms in which the log can be taken away: a table, or one JSON object a line. */
export const AUDIT_FORMATS = ['csv', 'jsonl'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
} as const satisfies Record<AuditFormat, string>;

/** One row a line; `details` is JSON, as its fields depend on the action. */
const row = (entry: AuditEntryView) => ({
  id: entry.id,
  occurred_at: entry.occurredAt.toISOString(),
  action: entry.action,
  object_type: entry.objectType,
  object_id: entry.objectId,
  object_label: entry.label,
  organization_id: entry.organizationId,
  actor_id: entry.actorId,
  actor_name: entry.actor?.name,
  actor_email: entry.actor?.email,
  subject_id: entry.subjectId,
  subject_name: entry.subject?.name,
  subject_email: entry.subject?.email,
  via: entry.origin.via,
  client: entry.origin.client,
  address: entry.origin.address,
  request_id: entry.origin.requestId,
  details: JSON.stringify(entry.details),
});

const COLUMNS = [
  'id',
  'occurred_at',
  'action',
  'object_type',
  'object_id',
  'object_label',
  'organization_id',
  'actor_id',
  'actor_name',
  'actor_email',
  'subject_id',
  'subject_name',
  'subject_email',
  'via',
  'client',
  'address',
  'request_id',
  'details',
] as const satisfies readonly (keyof ReturnType<typeof row>)[];

/**
 * RFC 4180. Names come from people: one that begins like a formula gets an apostrophe, or the spreadsheet of whoever
 * opens the file would compute it.
 */
const csv = (): Transform =>
  stringify({ header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: '\r\n' });

async function* mapped<From, To>(items: AsyncIterable<From>, change: (item: From) => To): AsyncGenerator<To> {
  for await (const item of items) yield change(item);
}

/** The log as text; reads on as fast as it is taken. */
export function formatAuditLog(entries: AsyncIterable<AuditEntryView>, format: AuditFormat): Readable {
  if (format === 'jsonl') {
    return Readable.from(
      mapped(entries, (entry) => `${JSON.stringify(auditRecord(entry))}\n`),
      {
        objectMode: true,
      },
    );
  }
  const rows = Readable.from(mapped(entries, row));
  const table = csv();
  rows.on('error', (error) => table.destroy(error));
  table.on('close', () => rows.destroy());
  return rows.pipe(table);
}
